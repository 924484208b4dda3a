import { become, ensureInstalled } from './bootstrap.mjs'

ensureInstalled()
await become('scripts/cli.ts', process.argv.slice(2))
