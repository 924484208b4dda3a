import { authenticateRequest } from '#server/auth/actor.ts'
import { predictionCsv } from '#server/http/prediction-csv.ts'
import { webRuntime } from '#server/runtime.ts'

export const dynamic = 'force-dynamic'

/** What a search of predictions finds, as a file; the fields of the search are those of `GET /api/v1/predictions`. */
export async function GET(request: Request): Promise<Response> {
  const actor = await authenticateRequest(request)
  return predictionCsv(await webRuntime(), actor, Object.fromEntries(new URL(request.url).searchParams))
}
