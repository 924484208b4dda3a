'use client'

import { Command as Primitive } from 'cmdk'
import { Search } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { Dialog } from 'radix-ui'
import { useEffect, useState } from 'react'
import { markedPieces } from './fuzzy.ts'
import { navIcons, type NavIcon } from './navigation.ts'
import { rankedCommands } from './verb-commands.ts'

export interface Command {
  readonly id: string
  /** "Models", "Requests", "Commands": entries of one group stand together. */
  readonly group: string
  readonly label: string
  readonly icon?: NavIcon
  /** A state in words, or a key. */
  readonly aside?: string
  readonly keywords?: string
  readonly href?: string
  readonly run?: () => void
  /** Begins the query instead of ending it: what is named next stands behind these words. */
  readonly fill?: string
}

/** Finds models, requests and the like; aborted when the person types on. */
export type CommandSearch = (query: string, signal: AbortSignal) => Promise<readonly Command[]>

interface CommandPaletteProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly commands: readonly Command[]
  readonly search?: CommandSearch
}

export function CommandPalette({ open, onOpenChange, commands, search }: CommandPaletteProps) {
  const [query, setQuery] = useState('')
  const found = useSearch(search, open ? query : '')
  const router = useRouter()
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey) || event.altKey || event.shiftKey) return
      event.preventDefault()
      onOpenChange(!open)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [open, onOpenChange])
  const choose = (command: Command) => {
    if (command.fill !== undefined) return setQuery(command.fill)
    onOpenChange(false)
    setQuery('')
    if (command.href) router.push(command.href)
    command.run?.()
  }
  const groups = Map.groupBy([...found.commands, ...rankedCommands(commands, query)], (command) => command.group)
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="scrim" />
        <Dialog.Content className="dlg modal wide palette" aria-describedby={undefined}>
          <Dialog.Title className="sr">Search or run a command</Dialog.Title>
          <Primitive label="Search or run a command" shouldFilter={false} loop>
            <div className="find">
              <Search className="i s" aria-hidden />
              <Primitive.Input value={query} onValueChange={setQuery} placeholder="Search or run a command" autoFocus />
              <kbd>esc</kbd>
            </div>
            <Primitive.List label="Results">
              {found.problem ? <p className="none">Search failed: {found.problem}. Pages are still here.</p> : null}
              {groups.size === 0 ? <p className="none">{found.pending ? 'Searching…' : `Nothing is called “${query}”.`}</p> : null}
              {[...groups].map(([group, entries]) => (
                <Primitive.Group key={group} heading={group}>
                  {entries.map((command) => (
                    <Primitive.Item key={command.id} value={command.id} className="mi" onSelect={() => choose(command)}>
                      <CommandIcon name={command.icon} />
                      <span>
                        <Highlighted text={command.label} query={query} />
                      </span>
                      {command.aside ? <span className="x">{command.aside}</span> : null}
                    </Primitive.Item>
                  ))}
                </Primitive.Group>
              ))}
            </Primitive.List>
          </Primitive>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function CommandIcon({ name }: { readonly name: NavIcon | undefined }) {
  if (!name) return null
  const Icon = navIcons[name]
  return <Icon className="i s" aria-hidden />
}

function Highlighted({ text, query }: { readonly text: string; readonly query: string }) {
  return markedPieces(text, query).map((piece, i) => (piece.marked ? <b key={i}>{piece.text}</b> : piece.text))
}

interface Found {
  readonly commands: readonly Command[]
  readonly pending: boolean
  readonly problem: string | null
}

const nothing: Found = { commands: [], pending: false, problem: null }

function useSearch(search: CommandSearch | undefined, query: string): Found {
  const [found, setFound] = useState(nothing)
  useEffect(() => {
    const text = query.trim()
    if (!search || text === '') {
      setFound(nothing)
      return
    }
    const abort = new AbortController()
    setFound((before) => ({ ...before, pending: true }))
    const timer = window.setTimeout(async () => {
      try {
        const commands = await search(text, abort.signal)
        if (!abort.signal.aborted) setFound({ commands, pending: false, problem: null })
      } catch (error) {
        if (!abort.signal.aborted) {
          setFound({ commands: [], pending: false, problem: error instanceof Error ? error.message : 'no answer' })
        }
      }
    }, 120)
    return () => {
      abort.abort()
      window.clearTimeout(timer)
    }
  }, [search, query])
  return found
}
