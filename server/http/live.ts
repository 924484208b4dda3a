import { listen } from '#server/db/listen.ts'
import { LEDGER_CHANNEL } from '#server/domain/ledger/index.ts'

/** Events that come close together are told as one. */
const TOGETHER_MS = 200
/** Proxies cut connections that stay silent; whether the reader may still read is asked as often. */
const BEAT_MS = 15_000
/** Messages that wait for a reader; one that takes none of so many is not there any more. */
const MOST_UNREAD = 100

type Subscriber = { tell: (text: string) => void; end: () => void }
interface Hub {
  subscribers: Set<Subscriber>
  stop: () => Promise<void>
}

function openHub(url: string): Hub {
  const subscribers = new Set<Subscriber>()
  let waiting: NodeJS.Timeout | null = null
  const listener = listen(url, LEDGER_CHANNEL, 'countersign-live', () => {
    waiting ??= setTimeout(() => {
      waiting = null
      for (const subscriber of subscribers) subscriber.tell('event: changed\ndata: {}\n\n')
    }, TOGETHER_MS)
  })
  const stop = async () => {
    if (waiting) clearTimeout(waiting)
    for (const subscriber of subscribers) subscriber.end()
    await listener.stop()
  }
  return { subscribers, stop }
}

// Next evaluates a module once per bundle: one listener per process needs a home outside of modules.
declare global {
  var countersignHub: Hub | undefined
  /** Set when the process is to end. */
  var countersignLiveOver: boolean | undefined
}

function theHub(url: string): Hub {
  if (globalThis.countersignHub) return globalThis.countersignHub
  const hub = openHub(url)
  globalThis.countersignHub = hub
  for (const event of ['SIGTERM', 'SIGINT', 'SIGHUP', 'disconnect']) process.once(event, () => void endLive())
  return hub
}

/** Ends every stream and the listener; the next stream opens them anew. */
export async function closeLive(): Promise<void> {
  const hub = globalThis.countersignHub
  globalThis.countersignHub = undefined
  await hub?.stop()
}

/** Ends every stream, and each that is asked for from now on at once: one that stays open would hold up the end of the process. */
export async function endLive(): Promise<void> {
  globalThis.countersignLiveOver = true
  await closeLive()
}

const ended = () => new ReadableStream<Uint8Array>({ start: (controller) => controller.close() })

/**
 * A stream of server-sent events: `changed` each time the audit log has grown (so that anything shown may have changed),
 * and once at its beginning, for what was missed before. Says nothing of what changed; that is for the operations to tell.
 * Ends when `mayRead` is no longer true, asked every 15 s, and when nobody reads it.
 */
export function liveStream(url: string, mayRead: () => Promise<boolean>): ReadableStream<Uint8Array> {
  if (globalThis.countersignLiveOver) return ended()
  const encoder = new TextEncoder()
  const hub = theHub(url)
  let leave = () => {}
  return new ReadableStream<Uint8Array>({
    start(controller) {
      let beat: NodeJS.Timeout | null = null
      leave = () => {
        hub.subscribers.delete(subscriber)
        if (beat) clearInterval(beat)
        beat = null
      }
      const subscriber: Subscriber = {
        tell(text) {
          if ((controller.desiredSize ?? 0) <= -MOST_UNREAD) subscriber.end()
          else controller.enqueue(encoder.encode(text))
        },
        end: () => {
          leave()
          controller.close()
        },
      }
      beat = setInterval(() => {
        mayRead().then(
          (may) => beat && (may ? subscriber.tell(': \n\n') : subscriber.end()),
          () => beat && subscriber.end(),
        )
      }, BEAT_MS)
      hub.subscribers.add(subscriber)
      subscriber.tell('retry: 1000\nevent: changed\ndata: {}\n\n')
    },
    cancel: () => leave(),
  })
}
