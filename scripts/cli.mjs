import { become, ensureInstalled } from './lib.mjs'

ensureInstalled()
become('scripts/cli.ts', process.argv.slice(2))
