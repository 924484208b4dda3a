import { become, ensureInstalled } from './bootstrap.mjs'

ensureInstalled()
await become('scripts/golden.ts', process.argv.slice(2))
