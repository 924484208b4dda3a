import { sql } from 'drizzle-orm'
import type { Db } from './client.ts'

export const APP_ROLE = 'countersign_app'
export const SEQUENCER_ROLE = 'countersign_sequencer'

/** Tables that the application may add to and read, never change. */
const APPEND_ONLY = ['audit_event', 'evidence', 'decision', 'policy', 'card_revision', 'prediction', 'price', 'budget']
const LEDGER = ['ledger_pending', 'ledger_entry', 'ledger_node', 'ledger_checkpoint']
const DELETABLE = ['model_alias', 'saved_view', 'idempotency_key', 'sign_in_throttle']

async function ensureRole(db: Db, role: string, password: string | null) {
  const known = await db.execute(sql`select 1 from pg_roles where rolname = ${role}`)
  if (known.rows.length === 0) {
    try {
      await db.execute(sql.raw(`CREATE ROLE ${role} NOLOGIN`))
    } catch (error) {
      // Another database of the same cluster may create it at the same moment.
      const again = await db.execute(sql`select 1 from pg_roles where rolname = ${role}`)
      if (again.rows.length === 0) throw error
    }
  }
  if (password !== null) {
    const literal = password.replaceAll("'", "''")
    await db.execute(sql.raw(`ALTER ROLE ${role} LOGIN PASSWORD '${literal}'`))
  } else {
    await db.execute(sql.raw(`GRANT ${role} TO CURRENT_USER`))
  }
}

/** Creates the two roles that the processes work with. A null password: the owner switches to the role instead. */
export async function ensureRoles(db: Db, passwords: { app: string | null; sequencer: string | null }) {
  await ensureRole(db, APP_ROLE, passwords.app)
  await ensureRole(db, SEQUENCER_ROLE, passwords.sequencer)
}

/** The rights of each role, stated from nothing every time. */
export async function grantRights(db: Db) {
  const list = (tables: string[]) => tables.map((table) => `public.${table}`).join(', ')
  await db.execute(
    sql.raw(`
    GRANT USAGE ON SCHEMA public, drizzle TO ${APP_ROLE}, ${SEQUENCER_ROLE};
    REVOKE ALL ON ALL TABLES IN SCHEMA public FROM ${APP_ROLE}, ${SEQUENCER_ROLE};
    GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO ${APP_ROLE};
    REVOKE UPDATE ON ${list(APPEND_ONLY)} FROM ${APP_ROLE};
    REVOKE INSERT, UPDATE ON ${list(LEDGER)} FROM ${APP_ROLE};
    GRANT DELETE ON ${list(DELETABLE)} TO ${APP_ROLE};
    GRANT SELECT ON ALL TABLES IN SCHEMA drizzle TO ${APP_ROLE};
    GRANT SELECT ON ${list(['audit_event', ...LEDGER])} TO ${SEQUENCER_ROLE};
    GRANT INSERT ON ${list(['ledger_entry', 'ledger_node', 'ledger_checkpoint'])} TO ${SEQUENCER_ROLE};
    GRANT DELETE ON public.ledger_pending TO ${SEQUENCER_ROLE};
    GRANT USAGE, CREATE ON SCHEMA pgboss TO ${APP_ROLE};
    GRANT ALL ON ALL TABLES IN SCHEMA pgboss TO ${APP_ROLE};
    GRANT ALL ON ALL SEQUENCES IN SCHEMA pgboss TO ${APP_ROLE};
    GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA pgboss TO ${APP_ROLE};
  `),
  )
}
