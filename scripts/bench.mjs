import { become, ensureInstalled } from './bootstrap.mjs'

ensureInstalled()
await become('bench/run.ts', process.argv.slice(2))
