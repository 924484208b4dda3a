// Makes the pictures in docs/screens anew.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { become, ensureBuilt, ensureInstalled, root, say } from './bootstrap.mjs'
import { findChromium } from './chromium.mjs'

ensureInstalled()
ensureBuilt()
const chromium = findChromium({ bin: (name) => join(root, 'node_modules', '.bin', name), say, spawnSync })
if (chromium !== null) process.env.CHROMIUM_PATH = chromium
await become('e2e/screens.ts', [])
