'use client'

import { Dialog } from '../ui/dialog.tsx'
import { useShortcutList, useSingleKeys } from '../ui/shortcuts.ts'
import { Switch } from '../ui/switch.tsx'
import { Kbd } from '../ui/tag.tsx'

interface KeySheetProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
}

const fixed = [
  { keys: '⌘ K', label: 'Search or run a command', group: 'Everywhere' },
  { keys: 'Esc', label: 'Close', group: 'Everywhere' },
  { keys: 'Enter', label: 'Open row', group: 'Tables' },
]

/** What each key does on this page. */
export function KeySheet({ open, onOpenChange }: KeySheetProps) {
  const shortcuts = useShortcutList()
  const [on, setOn] = useSingleKeys()
  const unique = new Map([...fixed, ...shortcuts].map((shortcut) => [shortcut.keys, shortcut]))
  const groups = Map.groupBy(unique.values(), (shortcut) => shortcut.group)
  return (
    <Dialog
      title="Keys"
      description="Single keys act outside fields only."
      open={open}
      onOpenChange={onOpenChange}
      wide
      actions={<Switch label="Single keys" checked={on} onChange={setOn} />}
    >
      <div className="keysheet mt4">
        {[...groups].map(([group, entries]) => (
          <div key={group}>
            <h3 className="small muted">{group}</h3>
            <ul className="mt2">
              {entries.map((entry) => (
                <li key={entry.keys}>
                  <span>{entry.label}</span>
                  <span>
                    {entry.keys.split(' ').map((key) => (
                      <Kbd key={key}>{key}</Kbd>
                    ))}
                  </span>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </Dialog>
  )
}
