'use client'

import { useQuery } from '@tanstack/react-query'
import type { AuditEventView } from '#server/contracts/ledger.ts'
import { failureOf } from '../../trpc/problem.ts'
import { useTRPCClient } from '../../trpc/trpc.ts'
import { Button, LinkButton } from '../../ui/button.tsx'
import { Digest } from '../../ui/digest.tsx'
import { formatInstant } from '../../ui/format-time.ts'
import { formatCount, plural } from '../../ui/format.ts'
import { KeyValue } from '../../ui/key-value.tsx'
import { Subhead } from '../../ui/section.tsx'
import { StateIcon } from '../../ui/state.tsx'
import { checkInclusion, DoesNotVerify } from '../../verify/check-log.ts'

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

/** Fetches proof, checkpoint and key, and verifies them here. */
function useProof(event: AuditEventView) {
  const client = useTRPCClient()
  return useQuery({
    queryKey: ['proof-in-browser', event.id, event.detail],
    retry: false,
    queryFn: async () => {
      const [proof, { verifierKey }] = await Promise.all([client.ledger.getProof.query({ event: event.id }), client.ledger.getLogKey.query({})])
      try {
        const log = await checkInclusion(event, proof, verifierKey)
        return { proof, log, problem: null, at: new Date().toISOString() }
      } catch (error) {
        if (error instanceof DoesNotVerify) return { proof, log: null, problem: error.message, at: new Date().toISOString() }
        throw error
      }
    },
  })
}

const REQUEST = 'request:'

/** The approval request that an event is about, if it is about one. */
const requestOf = ({ subjects }: AuditEventView): string | undefined => subjects.find((name) => name.startsWith(REQUEST))?.slice(REQUEST.length)

/** The proof that an event is in the signed log, verified in the browser. */
export function EventProof({ event }: { readonly event: AuditEventView }) {
  const { data, error, isFetching, refetch } = useProof(event)
  const request = requestOf(event)
  return (
    <>
      <Subhead>Proof</Subhead>
      <div role="status">
        {data?.log ? (
          <p className="said">
            <StateIcon state="verified" />
            <span>
              Verified: event {formatCount(data.proof.leafIndex)} is in the log of {plural(data.log.size, 'entry', 'entries')} signed by {data.log.name}.
            </span>
          </p>
        ) : data ? (
          <p className="said c-fail strong">
            <StateIcon state="does-not-verify" />
            <span>Does not verify. {data.problem}</span>
          </p>
        ) : (
          <p className="muted">{error ? failureOf(error).message : 'Being verified in this browser.'}</p>
        )}
      </div>
      {data ? (
        <KeyValue
          items={[
            { label: 'Leaf', value: formatCount(data.proof.leafIndex) },
            ...(data.log ? [{ label: 'Leaf hash', value: <Digest value={`sha256:${hex(data.log.leafHash)}`} /> }] : []),
            { label: 'Path', value: <Path hashes={data.proof.hashes} /> },
            ...(data.log ? [{ label: 'Root', value: <Digest value={`sha256:${hex(data.log.root)}`} /> }] : []),
            { label: 'Checkpoint', value: `${plural(data.proof.treeSize, 'entry', 'entries')}, Ed25519` },
            { label: 'Checked', value: `${formatInstant(data.at, true)}, in this browser` },
          ]}
        />
      ) : null}
      <div className="row mt4">
        <LinkButton size="small" href={`/api/v1/ledger/proofs/${event.id}`} download={`proof-${event.id}.json`}>
          Download proof
        </LinkButton>
        {request === undefined ? null : (
          <LinkButton size="small" href={`/api/v1/approval-requests/${request}/pack`} download={`evidence-pack-${request}.zip`}>
            Evidence pack
          </LinkButton>
        )}
        <Button size="small" busy={isFetching} busyLabel="Verifying" onClick={() => void refetch()}>
          Verify again
        </Button>
      </div>
    </>
  )
}

const HEAD = 8
const SHOWN = 3

/** The hashes from the leaf to the root, the first at a glance and all on demand. */
function Path({ hashes }: { readonly hashes: readonly string[] }) {
  if (hashes.length === 0) return 'none: the log has one entry'
  const short = hashes.slice(0, SHOWN).map((hash) => hexOf(hash).slice(0, HEAD))
  return (
    <details>
      <summary className="mono small">
        {short.join(' → ')}
        {hashes.length > SHOWN ? ` → … ${plural(hashes.length, 'hash', 'hashes')}` : ''}
      </summary>
      <ol className="mono small break-words">
        {hashes.map((hash) => (
          <li key={hash}>{hexOf(hash)}</li>
        ))}
      </ol>
    </details>
  )
}

const hexOf = (base64: string): string => hex(Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)))
