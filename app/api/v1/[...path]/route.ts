import { restHandler } from '#server/http/api.ts'

type RouteContext = { params: Promise<{ path: string[] }> }

const handler = async (request: Request, context: RouteContext): Promise<Response> => restHandler(request, (await context.params).path)

export { handler as DELETE, handler as GET, handler as PATCH, handler as POST, handler as PUT }
