'use client'

import clsx from 'clsx'
import { useId, useRef, useState, type DragEvent, type ReactNode } from 'react'
import { Button } from './button.tsx'
import { Digest } from './digest.tsx'
import { FieldError } from './field.tsx'
import { formatBytes, formatDuration } from './format.ts'
import { Progress } from './progress.tsx'

export interface Upload {
  readonly name: string
  readonly sentBytes: number
  readonly totalBytes: number
  readonly secondsLeft?: number
  readonly digest?: string
}

interface FileDropProps {
  /** "Drop an ONNX file, up to 2 GB". */
  readonly label: string
  readonly hint?: ReactNode
  /** As of `<input accept>`: ".onnx,.csv". */
  readonly accept?: string
  readonly maxBytes?: number
  readonly onFile: (file: File) => void
  readonly upload?: Upload | null
  readonly error?: ReactNode
  readonly disabled?: boolean
}

function refusal(file: File, accept: string | undefined, maxBytes: number | undefined): string | null {
  const endings =
    accept
      ?.split(',')
      .map((part) => part.trim().toLowerCase())
      .filter((part) => part.startsWith('.')) ?? []
  if (endings.length > 0 && !endings.some((ending) => file.name.toLowerCase().endsWith(ending))) {
    return `A file ending in ${endings.join(' or ')} is expected; this is ${file.name}`
  }
  if (file.size === 0) return `${file.name} is empty`
  if (maxBytes !== undefined && file.size > maxBytes) {
    return `At most ${formatBytes(maxBytes)} are taken; ${file.name} has ${formatBytes(file.size)}`
  }
  return null
}

/** Drag and drop, or choose; then progress with counts and the digest. */
export function FileDrop({ label, hint, accept, maxBytes, onFile, upload, error, disabled = false }: FileDropProps) {
  const [over, setOver] = useState(false)
  const [refused, setRefused] = useState<string | null>(null)
  const input = useRef<HTMLInputElement>(null)
  const id = useId()
  const problem = error ?? refused
  const take = (file: File | undefined) => {
    if (!file || disabled) return
    const reason = refusal(file, accept, maxBytes)
    setRefused(reason)
    if (reason === null) onFile(file)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    take(event.dataTransfer.files[0])
  }
  return (
    <div className="fld">
      <div
        className={clsx('drop', over && 'over')}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <span id={`${id}-label`}>
          {label}
          {hint ? (
            <span className="muted small" style={{ display: 'block' }}>
              {hint}
            </span>
          ) : null}
        </span>
        <input
          ref={input}
          type="file"
          className="sr"
          tabIndex={-1}
          accept={accept}
          aria-labelledby={`${id}-label`}
          disabled={disabled}
          onChange={(event) => {
            take(event.target.files?.[0])
            event.target.value = ''
          }}
        />
        <Button onClick={() => input.current?.click()} disabled={disabled} aria-describedby={`${id}-label`}>
          Choose file
        </Button>
      </div>
      {problem ? <FieldError>{problem}</FieldError> : null}
      {upload ? <UploadLine upload={upload} /> : null}
    </div>
  )
}

const formatTimeLeft = (seconds: number) => (seconds < 60 ? `${Math.ceil(seconds)} s` : formatDuration(seconds * 1000))

function UploadLine({ upload }: { readonly upload: Upload }) {
  const left = upload.secondsLeft === undefined ? '' : `, ${formatTimeLeft(upload.secondsLeft)} left`
  const total = formatBytes(upload.totalBytes)
  return (
    <div className="mt3">
      <Progress label={upload.name} value={upload.sentBytes} max={upload.totalBytes} detail={`${formatBytes(upload.sentBytes)} of ${total}${left}`} />
      {upload.digest ? (
        <p className="small muted mt2">
          Hashed: <Digest value={upload.digest} />
        </p>
      ) : null}
    </div>
  )
}
