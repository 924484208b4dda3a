import pg from 'pg'
import { log } from '#server/log.ts'

const RETRY_MS = 250

/**
 * Calls back at each notification on a channel, and once whenever listening begins (again), for what was missed.
 * A lost connection is opened anew until stopped.
 */
export function listen(url: string, channel: string, applicationName: string, heard: () => void): { stop: () => Promise<void> } {
  let stopped = false
  let client: pg.Client | null = null
  let timer: NodeJS.Timeout | null = null

  const open = async () => {
    if (stopped) return
    const opened = new pg.Client({ connectionString: url, application_name: applicationName, connectionTimeoutMillis: 3000, keepAlive: true })
    client = opened
    let lost = false
    const again = () => {
      if (lost || stopped) return
      lost = true
      opened.end().catch(() => undefined)
      timer = setTimeout(() => void open(), RETRY_MS)
    }
    opened.on('error', again)
    opened.on('end', again)
    opened.on('notification', heard)
    try {
      await opened.connect()
      await opened.query(`LISTEN ${opened.escapeIdentifier(channel)}`)
      heard()
    } catch (error) {
      log.warn({ err: error, channel }, 'cannot listen; trying again')
      again()
    }
  }
  void open()
  return {
    async stop() {
      stopped = true
      if (timer) clearTimeout(timer)
      await client?.end().catch(() => undefined)
    },
  }
}
