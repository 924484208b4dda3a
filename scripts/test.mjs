// Every suite: kernels and components, the system on a real PostgreSQL, and the journeys in a real browser.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { childEnv, ensureBuilt, ensureInstalled, giveUp, modernNode, root, say } from './bootstrap.mjs'
import { findChromium } from './chromium.mjs'

const artifacts = join(root, 'artifacts', 'test')
const bin = (name) => join(root, 'node_modules', '.bin', name)

function run(command, args, env) {
  return new Promise((done) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: childEnv(env) })
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => child.kill(signal))
    child.once('error', (error) => giveUp(`${command} could not be run: ${error.message}`))
    child.once('close', (code) => done(code ?? 1))
  })
}

const readReport = (path) => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null)

/** A runner that wrote no report counts as one failure: silence never passes. */
function countVitest(path, code) {
  const report = readReport(path)
  if (!report) return { passed: 0, failed: 1 }
  const failed = report.numFailedTests + (report.testResults ?? []).filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length
  return { passed: report.numPassedTests, failed: Math.max(failed, code === 0 ? 0 : 1) }
}

function countPlaywright(path, code) {
  const stats = readReport(path)?.stats
  if (!stats) return { passed: 0, failed: 1 }
  return { passed: stats.expected + stats.flaky, failed: Math.max(stats.unexpected, code === 0 ? 0 : 1) }
}

ensureInstalled()
rmSync(artifacts, { recursive: true, force: true })
mkdirSync(artifacts, { recursive: true })
const [only] = process.argv.slice(2)
const counts = []

if (only !== 'browser') {
  const report = join(artifacts, 'vitest.json')
  const code = await run(
    modernNode(),
    [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    {},
  )
  counts.push(countVitest(report, code))
}
if (only !== 'system') {
  ensureBuilt()
  const chromium = findChromium({ bin, say, spawnSync })
  const report = join(artifacts, 'playwright.json')
  const code = await run(modernNode(), [join(root, 'node_modules', '@playwright', 'test', 'cli.js'), 'test', '--reporter=list,json'], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: report,
    ...(chromium === null ? {} : { CHROMIUM_PATH: chromium }),
  })
  counts.push(countPlaywright(report, code))
}
const passed = counts.reduce((sum, count) => sum + count.passed, 0)
const failed = counts.reduce((sum, count) => sum + count.failed, 0)
process.stdout.write(`${passed} passed, ${failed} failed\n`)
process.exit(failed === 0 && passed > 0 ? 0 : 1)
