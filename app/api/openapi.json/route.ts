import { openApiText } from '#server/http/api.ts'

export const dynamic = 'force-dynamic'

export const GET = (): Response => new Response(openApiText(), { headers: { 'content-type': 'application/json' } })
