import { parseArgs } from 'node:util'
import { Refusal } from '#server/domain/kit/index.ts'
import { connect } from './commands/connect.ts'
import type { Connection } from './commands/connect.ts'
import { doctor } from './commands/doctor.ts'
import { keyCreate } from './commands/key-create.ts'
import { ledgerVerify } from './commands/ledger-verify.ts'
import { userCreate } from './commands/user-create.ts'

interface Outcome {
  ok: boolean
  json: unknown
  text: string
}
type Run = (connection: Connection, options: Record<string, string>) => Promise<Outcome>

const COMMANDS: Record<string, { run: Run; options: string[]; usage: string }> = {
  'user create': { run: userCreate, options: ['email', 'name', 'role', 'team'], usage: '--email E --name N --role R [--team T]' },
  'key create': { run: keyCreate, options: ['user', 'service', 'role', 'team', 'ttl'], usage: '--user E | --service NAME --role R [--team T] [--ttl 30d]' },
  'ledger verify': { run: ledgerVerify, options: [], usage: '' },
  doctor: { run: doctor, options: [], usage: '' },
}

const usage = (): string =>
  ['Usage:', ...Object.entries(COMMANDS).map(([name, command]) => `  npm run --silent countersign -- ${name} ${command.usage} [--json]`)].join('\n')

function parse(args: string[]) {
  const words = args.filter((arg, i) => !arg.startsWith('--') && (i === 0 || !args[i - 1].startsWith('--') || args[i - 1] === '--json'))
  const name = words.join(' ')
  const command = COMMANDS[name]
  if (!command) throw new Error(`${name === '' ? 'No command was given.' : `There is no command "${name}".`}\n${usage()}`)
  const named = Object.fromEntries(command.options.map((option) => [option, { type: 'string' as const }]))
  const { values } = parseArgs({ args, options: { ...named, json: { type: 'boolean' } }, allowPositionals: true })
  const { json, ...options } = values
  return { command, json: json === true, options: options as Record<string, string> }
}

async function main(): Promise<number> {
  const { command, json, options } = parse(process.argv.slice(2))
  const connection = await connect()
  try {
    const outcome = await command.run(connection, options)
    process.stdout.write(`${json ? JSON.stringify(outcome.json) : outcome.text}\n`)
    return outcome.ok ? 0 : 1
  } finally {
    await connection.close()
  }
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    const detail =
      error instanceof Refusal
        ? [error.problem.detail, ...(error.problem.errors ?? []).map((e) => `${e.path}: ${e.message}`)].join('\n')
        : error instanceof Error
          ? error.message
          : String(error)
    process.stderr.write(`${detail}\n`)
    process.exit(1)
  },
)
