import { readHealth } from '#server/http/health.ts'

export const dynamic = 'force-dynamic'

export async function GET(): Promise<Response> {
  const health = await readHealth()
  return Response.json(health, { status: health.status === 'ready' ? 200 : 503, headers: { 'cache-control': 'no-store' } })
}
