import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

function onPath() {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of NAMES) if (existsSync(join(folder, name))) return join(folder, name)
  }
  return null
}

/**
 * A Chromium to test with: one on the PATH, else Playwright's own download, else Debian's package (as root).
 * Returns its path, or null for Playwright's own; ends with one sentence when there is none to be had.
 */
export function findChromium({ bin, say, spawnSync }) {
  const known = process.env.CHROMIUM_PATH ?? onPath()
  if (known) return known
  say('Fetching a Chromium for the browser tests …')
  const own = spawnSync(bin('playwright'), ['install', 'chromium'], {
    stdio: ['ignore', 2, 2],
    timeout: 180_000,
    env: { ...process.env, PLAYWRIGHT_SKIP_BROWSER_GC: '1' },
  })
  if (own.status === 0) return null
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    spawnSync('apt-get', ['update', '-q'], { stdio: ['ignore', 2, 2], env })
    spawnSync('apt-get', ['install', '-q', '-y', '--no-install-recommends', 'chromium', 'fonts-liberation'], { stdio: ['ignore', 2, 2], env })
    const installed = onPath()
    if (installed) return installed
  }
  say('There is no Chromium for the browser tests: install one (Debian: apt-get install chromium), or name it in CHROMIUM_PATH.')
  process.exit(1)
}
