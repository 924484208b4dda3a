import { authenticateRequest } from '#server/auth/actor.ts'
import { env } from '#server/env.ts'
import { liveStream } from '#server/http/live.ts'

export const dynamic = 'force-dynamic'

const HEADERS = { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' }

/** Server-sent events for pages that stay open; 204 where nobody is signed in: a browser then stops by itself, and the page asks again later. */
export async function GET(request: Request): Promise<Response> {
  const mayRead = async () => (await authenticateRequest(request)) !== null
  if (!(await mayRead())) return new Response(null, { status: 204 })
  return new Response(liveStream(env().COUNTERSIGN_APP_URL, mayRead), { headers: HEADERS })
}
