import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { PredictionSearch } from '#server/contracts/predictions.ts'
import type { Queryable } from '#server/db/client.ts'
import { bandsBetween } from '#server/kernel/scores/score-band.ts'

/** A search whose model and version are known. */
export interface Search extends Omit<PredictionSearch, 'model' | 'version'> {
  deploymentIds: readonly string[]
  /** Sort key of the last prediction of the page before: its moment and its id. */
  after: string[] | null
  limit: number
}

const TIMES = { event: sql.raw('event_time'), received: sql.raw('received_at') }
const timeOf = ({ time }: Search): SQL => TIMES[time]

const every = (conditions: readonly (SQL | undefined)[]): SQL =>
  sql.join(
    conditions.filter((condition) => condition !== undefined),
    sql` and `,
  )

/** What narrows a walk through the predictions of a deployment in order of time. */
function within(search: Search): (SQL | undefined)[] {
  const { from, to, after } = search
  const at = timeOf(search)
  return [
    from === undefined ? undefined : sql`p.${at} >= ${from}::timestamptz`,
    to === undefined ? undefined : sql`p.${at} < ${to}::timestamptz`,
    after ? sql`p.${at} <= ${after[0]}::timestamptz and (p.${at}, p.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : undefined,
  ]
}

/** Of several rows it is enough that one was decided so, and that their range of scores reaches into the one that is asked for. */
function decided({ outcome, scoreFrom, scoreTo }: Search): (SQL | undefined)[] {
  return [
    outcome === 'positive' ? sql`p.positives > 0` : outcome === 'negative' ? sql`p.positives < p.rows` : undefined,
    scoreFrom === undefined ? undefined : sql`p.score_high >= ${scoreFrom}::float8`,
    scoreTo === undefined ? undefined : sql`p.score_low <= ${scoreTo}::float8`,
  ]
}

const deployments = ({ deploymentIds }: Search): SQL => sql`select id as deployment_id from unnest(${sql.param(deploymentIds)}::uuid[]) as d (id)`

/** So many of each list are looked at to learn before which moment nothing can be among those that are wanted. */
const GLANCE = 8

/**
 * The newest of many lists, each of which an index keeps in order of time: a glance at the head of each list tells from which
 * moment on there are as many as are wanted, and nothing older is read.
 *
 * @param lists selects what tells the lists apart
 * @param member whether a prediction p is in a list
 */
function newestOf(search: Search, lists: SQL, member: SQL): SQL {
  const at = timeOf(search)
  const narrowed = every([member, ...within(search), ...decided(search)])
  return sql`
    with list as materialized (${lists}),
    head as materialized (
      select list.*, top.at from list cross join lateral (select p.${at} as at from prediction p where ${narrowed} order by p.${at} desc limit ${GLANCE}) top),
    cut as materialized (
      select case when count(*) = ${search.limit} then min(at) else '-infinity' end as at from (select at from head order by at desc limit ${search.limit}) wanted)
    select found.* from cut cross join list cross join lateral (
      select p.id, p.${at} as at from prediction p where ${narrowed} and p.${at} >= cut.at order by p.${at} desc, p.id desc limit ${search.limit}) found`
}

/** The newest of each deployment. */
const byTime = (search: Search): SQL => newestOf(search, deployments(search), sql`p.deployment_id = list.deployment_id`)

/** Looked up by itself: walking backwards in time until an entity comes along could pass millions. */
const byEntity = (search: Search, entityId: string): SQL => sql`
  with held as materialized (select id from prediction where entity_ids @> array[${entityId}]::text[])
  select p.id, p.${timeOf(search)} as at from prediction p
   where ${every([sql`p.id in (select held.id from held)`, sql`p.deployment_id = any (${sql.param(search.deploymentIds)}::uuid[])`, ...within(search), ...decided(search)])}
   order by at desc, p.id desc limit ${search.limit}`

/** The bands of each deployment that hold anything, found one after another: there are few. */
function bandsOf(search: Search): SQL {
  const [low, high] = bandsBetween(search.scoreFrom, search.scoreTo)
  const next = (deployment: SQL, beyond: SQL) =>
    sql`(select min(p.score_band) from prediction p where p.deployment_id = ${deployment} and p.score_band ${beyond} and p.score_band <= ${high}::smallint)`
  const isOdd = search.outcome === undefined ? undefined : sql`band & 1 = ${search.outcome === 'positive' ? 1 : 0}`
  return sql`
    with recursive held (deployment_id, band) as (
      select d.deployment_id, ${next(sql`d.deployment_id`, sql`>= ${low}::smallint`)} from (${deployments(search)}) d
      union all
      select held.deployment_id, ${next(sql`held.deployment_id`, sql`> held.band`)} from held where held.band is not null)
    select deployment_id, band from held where ${every([sql`band is not null`, isOdd])}`
}

/**
 * Single rows band by band beside the predictions of several rows: what is rare, or was frequent only long ago, is found
 * without a walk through everything newer.
 */
const byScore = (search: Search): SQL => sql`
  (${newestOf(search, bandsOf(search), sql`p.deployment_id = list.deployment_id and p.score_band = list.band`)})
  union all
  (${newestOf(search, deployments(search), sql`p.deployment_id = list.deployment_id and p.score_band is null and p.score_low is not null`)})`

const isByScore = ({ time, outcome, scoreFrom, scoreTo }: Search): boolean =>
  time === 'event' && (outcome !== undefined || scoreFrom !== undefined || scoreTo !== undefined)

interface Found extends Record<string, unknown> {
  id: string
  /** Microseconds since 1970. */
  at: string
}

const MICROSECONDS = sql.raw('(extract(epoch from at) * 1000000)::bigint::text as at')

async function newestAmong(db: Queryable, search: Search, candidates: SQL): Promise<Found[]> {
  const { rows } = await db.execute<Found>(sql`
    select id, ${MICROSECONDS} from (${candidates}) candidate order by candidate.at desc, candidate.id desc limit ${search.limit}`)
  return rows
}

/** Deployments that predicted anything within the time, the one with the newest first. */
async function inOrder(db: Queryable, search: Search): Promise<Found[]> {
  const at = timeOf(search)
  const { rows } = await db.execute<Found>(sql`
    select d.deployment_id as id, ${MICROSECONDS} from (${deployments(search)}) d cross join lateral (
      select p.${at} as at from prediction p where ${every([sql`p.deployment_id = d.deployment_id`, ...within(search)])} order by p.${at} desc limit 1) newest
     order by newest.at desc`)
  return rows
}

const FIRST_GROUP = 4

/**
 * Ids of the predictions that are searched for, the newest first: at most \`limit\`. Deployments are looked through in groups,
 * those with the newest predictions first, until no other can hold any that is newer than what was found.
 */
export async function searchPredictions(db: Queryable, search: Search): Promise<string[]> {
  const { deploymentIds, entityId, limit } = search
  if (deploymentIds.length === 0) return []
  if (entityId !== undefined) return (await newestAmong(db, search, byEntity(search, entityId))).map(({ id }) => id)
  const ordered = await inOrder(db, search)
  const candidatesOf = isByScore(search) ? byScore : byTime
  let found: Found[] = []
  for (let from = 0, size = FIRST_GROUP; from < ordered.length; from += size, size *= FIRST_GROUP) {
    if (found.length === limit && Number(ordered[from].at) < Number(found[limit - 1].at)) break
    const group = { ...search, deploymentIds: ordered.slice(from, from + size).map(({ id }) => id) }
    const more = await newestAmong(db, group, candidatesOf(group))
    found = [...found, ...more].toSorted((a, b) => Number(b.at) - Number(a.at) || (a.id < b.id ? 1 : -1)).slice(0, limit)
  }
  return found.map(({ id }) => id)
}
