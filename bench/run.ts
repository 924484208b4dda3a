import { availableParallelism, cpus, totalmem } from 'node:os'
import { BENCHES, MEASURED_BY } from './benches.ts'
import type { BenchResult } from './bench.ts'

const machine = (): string =>
  `${cpus()[0]?.model.trim() ?? 'unknown'}, ${availableParallelism()} threads, ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform} ${process.arch}, Node ${process.versions.node}`
const say = (line: string): void => {
  process.stderr.write(`${line}\n`)
}
const lineOf = ({ name, value, unit, baseline, ratio }: BenchResult): string =>
  `${name}: ${value} ${unit}${baseline ? ` (${baseline.name}: ${baseline.value})` : ''}${ratio === undefined ? '' : `, ${ratio} ×`}`

async function main(): Promise<number> {
  const args = process.argv.slice(2)
  const [name] = args.filter((arg) => !arg.startsWith('--'))
  const bench = BENCHES[name] ?? BENCHES[MEASURED_BY[name]]
  if (!bench) {
    say(`Usage: npm run bench -- <name> [--json]\nNames: ${[...Object.keys(BENCHES), ...Object.keys(MEASURED_BY)].join(', ')}`)
    return 1
  }
  const measured = await (await bench())(say)
  const results = name in BENCHES ? measured : measured.filter((result) => result.name === name)
  process.stdout.write(args.includes('--json') ? `${JSON.stringify({ bench: name, machine: machine(), results })}\n` : `${results.map(lineOf).join('\n')}\n`)
  return 0
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    say(error instanceof Error ? (error.stack ?? error.message) : String(error))
    process.exit(1)
  },
)
