/** Pages ask at most this often, however much happens. */
const PAUSE_MS = 1000
/** After how long a stream that was refused is tried again. */
const AGAIN_MS = 15_000

/** What of the browser's `EventSource` is needed. */
export interface Source {
  readonly readyState: number
  readonly close: () => void
  readonly addEventListener: (type: 'changed' | 'error', listener: () => void) => void
}

interface LiveStream {
  readonly open: () => Source
  readonly hidden: () => boolean
  /** Something may have changed. */
  readonly onChange: () => void
  /** The server refused the stream: nobody is signed in any more, or it is being restarted. Told once, until there is a stream again. */
  readonly onRefused: () => void
}

const CLOSED = 2

/**
 * Keeps a stream of the server open while the page is looked at. A page in the background holds none, as browsers allow few
 * connections to one server; what it missed is taken for a change when it is looked at again. A browser connects again by
 * itself where a stream breaks, but gives one up for good that is refused: that one is opened anew after a while.
 */
export function keepLive({ open, hidden, onChange, onRefused }: LiveStream): { readonly look: () => void; readonly stop: () => void } {
  let source: Source | null = null
  let again: ReturnType<typeof setTimeout> | null = null
  let resting: ReturnType<typeof setTimeout> | null = null
  let changed = false
  let refused = false
  // The page has just been made; whatever begins later may have missed something.
  let fresh = true

  const tell = () => {
    if (!changed || resting !== null || hidden()) return
    changed = false
    resting = setTimeout(() => {
      resting = null
      tell()
    }, PAUSE_MS)
    onChange()
  }
  const close = () => {
    source?.close()
    source = null
    if (again !== null) clearTimeout(again)
    again = null
  }
  const connect = () => {
    const opened = open()
    source = opened
    opened.addEventListener('changed', () => {
      if (source !== opened) return
      refused = false
      changed ||= !fresh
      fresh = false
      tell()
    })
    opened.addEventListener('error', () => {
      if (source !== opened || opened.readyState !== CLOSED) return
      close()
      again = setTimeout(look, AGAIN_MS)
      fresh = false
      if (!refused) onRefused()
      refused = true
    })
  }
  const look = () => {
    if (hidden()) {
      fresh = false
      return close()
    }
    if (source === null) {
      close()
      connect()
    }
    tell()
  }
  look()
  return {
    look,
    stop: () => {
      close()
      if (resting !== null) clearTimeout(resting)
    },
  }
}
