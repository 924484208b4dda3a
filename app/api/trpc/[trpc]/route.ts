import { randomBytes } from 'node:crypto'
import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { authenticateRequest } from '#server/auth/actor.ts'
import { appRouter } from '#server/trpc/root.ts'

const handler = (request: Request): Promise<Response> =>
  fetchRequestHandler({
    endpoint: '/api/trpc',
    req: request,
    router: appRouter,
    allowMethodOverride: true,
    createContext: async () => ({ actor: await authenticateRequest(request), traceId: randomBytes(16).toString('hex') }),
  })

export { handler as GET, handler as POST }
