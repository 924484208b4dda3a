import type { Actor } from '#server/contracts/actor.ts'

/** The product acting by itself: the command line, a worker, the first start. */
export const systemActor = (name: string): Actor => ({ kind: 'system', id: name, name, role: 'system', teamId: null, teamName: null })
