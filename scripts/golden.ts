import { existsSync } from 'node:fs'
import { runGolden } from './golden/run-golden.ts'
import type { FileReport } from './golden/run-golden.ts'

const USAGE = 'Usage: npm run --silent golden -- DIR [--json]\n'

/** JSON has no NaN or infinity: they are written as text. */
const plain = (_: string, value: unknown): unknown => (typeof value === 'number' && !Number.isFinite(value) ? String(value) : value)

function line(report: FileReport): string {
  if ('skipped' in report) return `skip  ${report.file}: ${report.skipped}`
  const { file, cases, failed, worst, notes = [] } = report
  const off = worst && worst.got !== worst.want ? `, furthest off: ${worst.case} is ${String(worst.got)}, should be ${String(worst.want)}` : ''
  return `${failed ? 'FAIL' : 'ok  '}  ${file}: ${cases - failed} of ${cases} cases${off}${notes.map((note) => `; ${note}`).join('')}`
}

const options = process.argv.slice(2)
const directory = options.find((option) => !option.startsWith('--'))
if (!directory || !existsSync(directory)) {
  process.stderr.write(directory ? `There is no file or folder ${directory}.\n${USAGE}` : USAGE)
  process.exitCode = 2
} else {
  const report = await runGolden(directory)
  const text = [...report.files.map(line), `${report.passed} passed, ${report.failed} failed`].join('\n')
  process.stdout.write(`${options.includes('--json') ? JSON.stringify(report, plain) : text}\n`)
  if (report.failed > 0) process.exitCode = 1
}
