import { become, ensureBuilt, ensureInstalled } from './lib.mjs'

ensureInstalled()
ensureBuilt()
become('scripts/supervisor.ts', process.argv.slice(2))
