import { randomBytes } from 'node:crypto'
import { problemResponse } from '#server/http/problem.ts'

/** Programs ask here: an address without anything behind it is a problem document, never the page of the console. */
const nothing = async (request: Request): Promise<Response> => {
  const { pathname } = new URL(request.url)
  const detail = `There is nothing at ${pathname}. The operations are under /api/v1; /api/openapi.json lists them.`
  return problemResponse({ slug: 'not-found', detail }, randomBytes(16).toString('hex'))
}

export { nothing as DELETE, nothing as GET, nothing as PATCH, nothing as POST, nothing as PUT }
