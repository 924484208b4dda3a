import { createKey, createMyKey } from './create-key.ts'
import { createService } from './create-service.ts'
import { createUser } from './create-user.ts'
import { getMe } from './get-me.ts'
import { listKeys } from './list-keys.ts'
import { listPeople } from './list-people.ts'
import { listSessions } from './list-sessions.ts'
import { listTeams } from './list-teams.ts'
import { revokeKey } from './revoke-key.ts'
import { revokeSession } from './revoke-session.ts'
import { setAccess } from './set-access.ts'
import { listViews, removeView, saveView } from './views.ts'

export const identityOperations = {
  getMe,
  listPeople,
  listTeams,
  createUser,
  createService,
  setAccess,
  listKeys,
  createMyKey,
  createKey,
  revokeKey,
  listSessions,
  revokeSession,
  listViews,
  saveView,
  removeView,
}

export { actorOfKey, actorOfSession } from './authenticate.ts'
export { principalByEmail, principalById, teamIdOf } from './internal.ts'
export { serviceByName } from './service-by-name.ts'
export { signIn } from './sign-in.ts'
export { systemActor } from './system-actor.ts'
