'use client'

import { useSuspenseQuery } from '@tanstack/react-query'
import type { ModelView, VersionView } from '#server/contracts/registry.ts'
import { useTRPC, type Outputs } from '../../trpc/trpc.ts'
import { usePermission } from '../../trpc/use-permission.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button, LinkButton } from '../../ui/button.tsx'
import { Columns } from '../../ui/columns.tsx'
import { Digest } from '../../ui/digest.tsx'
import { Empty } from '../../ui/empty.tsx'
import { GateList } from '../../ui/event-list.tsx'
import { formatBytes } from '../../ui/format.ts'
import { KeyValue } from '../../ui/key-value.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Section } from '../../ui/section.tsx'
import { State } from '../../ui/state.tsx'
import { Stepper } from '../../ui/stepper.tsx'
import { AssessDialog } from '../version/assess-dialog.tsx'
import { AssessmentsPart } from '../version/assessments-part.tsx'
import { decisionWords } from '../version/decision-words.ts'
import { SendFilePart } from '../version/send-file-part.tsx'
import { ASSESSMENTS_READ } from '../version/shown.ts'
import { FeatureMapping } from './feature-mapping.tsx'
import { intakeSteps } from './intake-steps.ts'
import { comparedWith, recordedFacts } from './recorded-facts.tsx'
import { RecordedRail } from './recorded-rail.tsx'
import { registeredSteps } from './register-steps.ts'
import { RegisteredAnswer, registeredLead, registeredState } from './registered-answer.tsx'
import { ThresholdConsequences } from './threshold-consequences.tsx'
import { changesSince } from './version-changes.ts'

type Assessment = Outputs['monitoring']['listAssessments']['items'][number]

interface RegisteredVersionProps {
  readonly about: ModelView
  readonly versions: readonly VersionView[]
  readonly version: string
  readonly now: string
}

/** How far the registered version has come: each step stays readable, intake and measurements show as they happen. */
export function RegisteredVersion({ about, versions, version, now }: RegisteredVersionProps) {
  const trpc = useTRPC()
  const key = { model: about.name, version }
  const { data: held } = useSuspenseQuery(trpc.registry.getVersion.queryOptions(key))
  const { data: assessments } = useSuspenseQuery(trpc.monitoring.listAssessments.queryOptions({ ...key, limit: ASSESSMENTS_READ }))
  const measured = measuredKinds(assessments.items)
  const before = comparedWith(versions, version)
  return (
    <>
      <PageHead
        name="Register a version"
        meta={`${about.name} · v${version} · ${about.team}`}
        actions={<Actions held={held} team={about.team} measured={measured.done} />}
        state={registeredState(held)}
        answer={<RegisteredAnswer held={held} {...measured} />}
        lead={registeredLead(held, measured)}
      />
      <div className="mt6">
        <Stepper label="Steps of registering" steps={registeredSteps(held, measured)} />
      </div>
      <Columns layout="wide-rail">
        <div>
          {held.status === 'pending' ? <SendFilePart held={held} team={about.team} /> : <SentFile held={held} />}
          <Section id="data" title="2 Data" lead={held.dataset ? `Measured on snapshots of ${held.dataset}.` : 'Without a dataset nothing can be measured.'}>
            {held.signature && held.features.length > 0 ? (
              <FeatureMapping signature={held.signature} features={held.features} />
            ) : (
              <p className="muted">{held.features.length > 0 ? held.features.join(', ') : 'No features are declared.'}</p>
            )}
          </Section>
          <Section id="decision" title="3 Decision" lead={`${capital(decisionWords(held.decision))}.`}>
            <ThresholdConsequences of={measured.done > 0 ? held : (before ?? held)} threshold={held.decision?.threshold ?? null} />
          </Section>
          <Section id="origin" title="4 Origin" lead={held.description || 'Nobody has said what changed.'}>
            <KeyValue
              items={[
                { label: 'Source run', value: held.sourceRun || <span className="num-miss">–</span> },
                { label: 'Commit', value: held.sourceCommit ? <code>{held.sourceCommit}</code> : <span className="num-miss">–</span> },
              ]}
            />
          </Section>
          <IntakePart held={held} />
          {held.status === 'ready' ? (
            <div id="assess">
              {assessments.items.length > 0 ? (
                <AssessmentsPart {...key} now={now} title="6 Assess" actions={<AssessDialog held={held} team={about.team} />} />
              ) : (
                <Section title="6 Assess" lead="What the policy asks for is measured from the file and its data.">
                  <Empty title="Nothing is measured yet" actions={<AssessDialog held={held} team={about.team} />}>
                    Performance, data quality, drift, fairness and explanation become evidence, bound to the file and the rows by digest.
                  </Empty>
                </Section>
              )}
            </div>
          ) : null}
        </div>
        <RecordedRail
          title="What is recorded"
          facts={recordedFacts({ ...held, by: held.createdBy.name })}
          changes={before ? { since: before.version, sentences: changesSince(before, held) } : null}
          model={about.name}
          version={version}
        />
      </Columns>
    </>
  )
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** How many kinds have evidence, and how many assessments are under way. */
function measuredKinds(assessments: readonly Assessment[]): { readonly done: number; readonly running: number } {
  return {
    done: new Set(assessments.flatMap((one) => one.evidence.map((evidence) => evidence.kind))).size,
    running: assessments.filter((one) => one.status === 'pending' || one.status === 'processing').length,
  }
}

function Actions({ held, team, measured }: { readonly held: VersionView; readonly team: string; readonly measured: number }) {
  const base = `/models/${held.model}/versions/${held.version}`
  const denied = usePermission('request:open', team)
  const open = <LinkButton href={base}>Open version {held.version}</LinkButton>
  if (held.status === 'failed')
    return (
      <>
        {open}
        <LinkButton variant="primary" href={`/models/${held.model}/versions/new`}>
          Register a version
        </LinkButton>
      </>
    )
  const blocked = denied ?? (held.status === 'ready' ? (measured === 0 ? 'Nothing is measured yet' : null) : 'Intake is not over yet')
  return (
    <>
      {open}
      {blocked ? (
        <Button variant="primary" blocked={blocked} reason="below">
          Request approval
        </Button>
      ) : (
        <LinkButton variant="primary" href={`${base}/request`}>
          Request approval
        </LinkButton>
      )}
    </>
  )
}

function SentFile({ held }: { readonly held: VersionView }) {
  return (
    <Section id="file" title="1 File" lead="Hashed in the browser, and again on arrival; never changed afterwards.">
      <KeyValue
        items={[
          { label: 'Size', value: formatBytes(held.sizeBytes) },
          { label: 'Digest', value: <Digest value={held.artifactDigest} /> },
        ]}
      />
    </Section>
  )
}

function IntakePart({ held }: { readonly held: VersionView }) {
  return (
    <Section id="intake" title="5 Intake" lead="The file is read, never executed, until every step before the trial has passed.">
      <div aria-live="polite">
        <GateList
          entries={intakeSteps(held).map(({ name, state, word, detail }) => ({ id: name, state: <State state={state}>{word}</State>, name, detail }))}
        />
      </div>
      {held.problem ? (
        <div className="mt4">
          <Banner state="refused" title={held.problem.title} alert>
            {held.problem.detail} {held.problem.fix} Nothing of this file serves, and no other version is affected.
          </Banner>
        </div>
      ) : null}
      {held.findings.map((finding) => (
        <p className="note" key={`${finding.code} ${finding.detail}`}>
          {finding.detail}
        </p>
      ))}
    </Section>
  )
}
