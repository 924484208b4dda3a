import { execFile, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { expect, test } from '@playwright/test'
import { descendantsOf, runs } from '#testing/processes.ts'
import { until } from '#testing/until.ts'
import { freePort } from '#workers/runtime/embedded-postgres.ts'
import { fillSignIn } from './people.ts'

const ROOT = join(import.meta.dirname, '..')
const GOLDEN = JSON.parse(readFileSync(join(ROOT, 'data/golden/models/credit-default/xgboost-v2.json'), 'utf8')) as {
  features: string[]
  inputs: (number | null)[][]
}
const MODEL = readFileSync(join(ROOT, 'data/models/credit-default/xgboost-v2.onnx'))
const isOver = ({ status }: Record<string, string>): boolean => status === 'ready' || status === 'failed'
/** How long the instance may be unready after one of its processes was killed. */
const RECOVERY_MS = 30_000
const STOP_MS = 10_000

/** An instance of this file's own, without the demo, whose processes are killed. */
const home = mkdtempSync(join(tmpdir(), 'countersign-killed-'))
let env: NodeJS.ProcessEnv
let base: string
let inference: string
let server: ChildProcess
let words = ''

function startInstance(): void {
  server = spawn(process.execPath, [join(ROOT, 'scripts', 'start.mjs')], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] })
  for (const stream of [server.stdout, server.stderr]) stream?.setEncoding('utf8').on('data', (text: string) => (words = (words + text).slice(-20_000)))
}

const health = async () => (await (await fetch(`${base}/api/health`, { signal: AbortSignal.timeout(4000) })).json()) as { status: string; reasons: string[] }
const ready = (timeout: number) => until(health, ({ status }) => status === 'ready', { timeout, interval: 200 })

async function countersign(...args: string[]): Promise<Record<string, string>> {
  const { stdout } = await promisify(execFile)(process.execPath, [join(ROOT, 'scripts', 'cli.mjs'), ...args, '--json'], { env })
  return JSON.parse(stdout)
}

async function call(key: string, method: string, path: string, body?: unknown): Promise<Record<string, string>> {
  const bytes = body instanceof Uint8Array ? new Uint8Array(body) : null
  const response = await fetch(`${base}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': bytes ? 'application/octet-stream' : 'application/json' },
    ...(body === undefined ? {} : { body: bytes ?? JSON.stringify(body) }),
  })
  const answer = (await response.json()) as Record<string, string>
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(answer)}`)
  return answer
}

/** Takes a model of low risk from its file to production; it needs one approval. */
async function goLive(engineer: string, reviewer: string): Promise<void> {
  await call(engineer, 'POST', '/models', { name: 'ranker', team: 'lending', description: 'Ranks offers', purpose: 'marketing', exposure: 'internal' })
  await call(engineer, 'POST', '/models/ranker/versions', { features: GOLDEN.features, decision: { output: 'probabilities', class: 1 } })
  await call(engineer, 'PUT', '/models/ranker/versions/1/artifact', MODEL)
  expect(await until(() => call(engineer, 'GET', '/models/ranker/versions/1'), isOver)).toMatchObject({ status: 'ready' })
  const request = await call(engineer, 'POST', '/models/ranker/versions/1/approval-requests', { environment: 'production', justification: 'It is the first.' })
  await call(reviewer, 'POST', `/approval-requests/${request.id}/decisions`, { decision: 'approve', reason: 'Read it.', subjectDigest: request.subjectDigest })
  await call(engineer, 'POST', '/deployments', { model: 'ranker', version: '1', environment: 'production' })
}

/** Predicts and registers until told; keeps what was answered with success. */
function lightLoad(key: string) {
  let stopped = false
  const answered = { predictions: [] as string[], models: [] as string[] }
  const input = { inputs: [{ name: 'features', datatype: 'FP32', shape: [1, GOLDEN.features.length], data: GOLDEN.inputs[0] }] }
  const loop = async (once: () => Promise<void>) => {
    while (!stopped) {
      await once().catch(() => undefined)
      await sleep(50)
    }
  }
  const predict = async () => {
    const response = await fetch(`${inference}/v2/models/ranker/infer`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}` },
      body: JSON.stringify(input),
      signal: AbortSignal.timeout(15_000),
    })
    const { parameters } = (await response.json()) as { parameters?: { prediction_id: string } }
    if (response.status === 200) answered.predictions.push(parameters?.prediction_id ?? '')
  }
  const register = async () => {
    const name = `load-${crypto.randomUUID()}`
    await call(key, 'POST', '/models', { name, team: 'lending', description: 'x', purpose: 'marketing', exposure: 'internal' })
    answered.models.push(name)
  }
  const loops = Promise.all([loop(predict), loop(predict), loop(register)])
  return {
    answered,
    async stop() {
      stopped = true
      await loops
      return answered
    },
  }
}

/** The process of a part: workers and console by their script, PostgreSQL by the folder that it runs on. */
function pidOf(part: string): number {
  const script = part === 'web' ? /scripts\/web\.mjs/ : part === 'postgres' ? /bin\/postgres -D/ : new RegExp(`workers/${part}/main\\.ts`)
  const found = descendantsOf(server.pid ?? 0).filter((row) => script.test(row.command) && !row.command.startsWith('/bin/sh'))
  if (found.length === 0) throw new Error(`no process of ${part} runs`)
  return found[0].pid
}

let engineer: string
let reviewer: string
const passwords: Record<string, string> = {}
test.describe.configure({ mode: 'serial' })
test.beforeAll(async () => {
  test.setTimeout(300_000)
  const [port, inferencePort, postgresPort] = [await freePort(), await freePort(), await freePort()]
  env = {
    ...process.env,
    COUNTERSIGN_HOME: home,
    COUNTERSIGN_DEMO: '0',
    PORT: String(port),
    INFERENCE_PORT: String(inferencePort),
    PG_PORT: String(postgresPort),
    INFERENCE_THREADS: '1',
  }
  base = `http://127.0.0.1:${port}`
  inference = `http://127.0.0.1:${inferencePort}`
  startInstance()
  await ready(240_000).catch((error: unknown) => {
    throw new Error(`the instance did not come up:\n${words}`, { cause: error })
  })
  const keyOf = async (role: string) => {
    const { password } = await countersign('user', 'create', '--email', `${role}@example.test`, '--name', role, '--role', role, '--team', 'lending')
    passwords[role] = password
    return (await countersign('key', 'create', '--user', `${role}@example.test`)).key
  }
  engineer = await keyOf('ml-engineer')
  reviewer = await keyOf('reviewer')
})
test.afterAll(async () => {
  if (server.exitCode === null && server.signalCode === null) {
    const gone = new Promise((ended) => server.once('close', ended))
    server.kill('SIGTERM')
    await gone
  }
  rmSync(home, { recursive: true, force: true })
})

test('without the demo the overview leads to the first model in production, and is itself afterwards', async ({ page }) => {
  test.setTimeout(120_000)
  await page.goto(`${base}/sign-in`)
  await fillSignIn(page, { email: 'ml-engineer@example.test', password: passwords['ml-engineer'] ?? '' })
  const guide = page.getByRole('region', { name: 'From a file to a prediction' })
  await expect(guide.getByRole('list').locator('[aria-current="step"]')).toContainText('Dataset')
  await call(engineer, 'POST', '/datasets', { name: 'offers', team: 'lending', schema: { label: 'taken', features: GOLDEN.features } })
  await expect(guide.getByRole('list').locator('[aria-current="step"]')).toContainText('Model')
  await guide.getByRole('link', { name: 'Register a model' }).click()
  await expect(page).toHaveURL(`${base}/models/new`)
  await page.goto(base)
  await goLive(engineer, reviewer)
  await expect(page.getByRole('table', { name: 'Live models', exact: true }).getByRole('row').filter({ hasText: 'ranker' })).toBeVisible()
  await expect(guide).toHaveCount(0)
  await expect(page.getByText('The demo fills in')).toHaveCount(0)
})

for (const part of ['web', 'inference', 'monitor', 'control', 'postgres']) {
  test(`kill -9 of ${part} under load: it comes back, and nothing that was answered is missing`, async () => {
    test.setTimeout(120_000)
    const load = lightLoad(engineer)
    await until(
      async () => load.answered.predictions.length,
      (n) => n > 3,
    )
    const killed = pidOf(part)
    process.kill(killed, 'SIGKILL')
    await until(
      async () => runs(killed),
      (alive) => !alive,
      { timeout: 5000, interval: 20 },
    )
    const from = Date.now()
    await until(
      async () => pidOf(part),
      (pid) => pid !== killed,
      { timeout: RECOVERY_MS },
    )
    await ready(RECOVERY_MS)
    expect(Date.now() - from).toBeLessThan(RECOVERY_MS)
    const before = load.answered.predictions.length
    await until(
      async () => load.answered.predictions.length,
      (n) => n > before + 3,
      { timeout: RECOVERY_MS },
    )
    const { predictions, models } = await load.stop()
    for (const id of predictions) expect((await call(engineer, 'GET', `/predictions/${id}`)).id).toBe(id)
    for (const name of models) expect((await call(engineer, 'GET', `/models/${name}`)).name).toBe(name)
  })
}

test('after all of it the workers work, and the ledger verifies', async () => {
  test.setTimeout(120_000)
  await call(engineer, 'POST', '/models/ranker/versions', { features: GOLDEN.features, decision: { output: 'probabilities', class: 1 } })
  await call(engineer, 'PUT', '/models/ranker/versions/2/artifact', MODEL)
  expect(await until(() => call(engineer, 'GET', '/models/ranker/versions/2'), isOver)).toMatchObject({ status: 'ready' })
  await expect.poll(() => countersign('ledger', 'verify').then((verified) => verified.problems), { timeout: 30_000 }).toEqual([])
})

test('SIGTERM under load ends everything within ten seconds and leaves no process; a second start has everything', async () => {
  test.setTimeout(180_000)
  const load = lightLoad(engineer)
  await until(
    async () => load.answered.predictions.length,
    (n) => n > 3,
  )
  const pids = [server.pid ?? 0, ...descendantsOf(server.pid ?? 0).map((row) => row.pid)]
  expect(pids.length).toBeGreaterThan(6)
  const gone = new Promise<number | null>((ended) => server.once('exit', ended))
  const from = Date.now()
  server.kill('SIGTERM')
  expect(await gone).toBe(0)
  expect(Date.now() - from).toBeLessThan(STOP_MS)
  expect(pids.filter(runs)).toEqual([])
  const { predictions, models } = await load.stop()
  startInstance()
  await ready(90_000)
  for (const id of predictions) expect((await call(engineer, 'GET', `/predictions/${id}`)).id).toBe(id)
  for (const name of models) expect((await call(engineer, 'GET', `/models/${name}`)).name).toBe(name)
})

test('kill -9 of what started it all leaves no process, and the next start recovers', async () => {
  test.setTimeout(180_000)
  const load = lightLoad(engineer)
  await until(
    async () => load.answered.predictions.length,
    (n) => n > 3,
  )
  const pids = [server.pid ?? 0, ...descendantsOf(server.pid ?? 0).map((row) => row.pid)]
  server.kill('SIGKILL')
  await until(
    async () => pids.filter(runs),
    (left) => left.length === 0,
    { timeout: 15_000 },
  )
  const { predictions, models } = await load.stop()
  startInstance()
  await ready(90_000)
  for (const id of predictions) expect((await call(engineer, 'GET', `/predictions/${id}`)).id).toBe(id)
  for (const name of models) expect((await call(engineer, 'GET', `/models/${name}`)).name).toBe(name)
  expect((await countersign('ledger', 'verify')).problems).toEqual([])
})
