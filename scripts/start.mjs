import { become, ensureBuilt, ensureInstalled } from './bootstrap.mjs'

ensureInstalled()
ensureBuilt()
await become('scripts/supervisor.ts', process.argv.slice(2))
