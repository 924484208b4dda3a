import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import type { VersionView } from '#server/contracts/registry.ts'
import { intakeSteps } from './intake-steps.ts'
import { readHere } from './read-here.ts'
import { suggestDecision } from './suggest-decision.ts'
import { tensorWords, valuesPerRow } from './tensor-words.ts'
import { changesSince } from './version-changes.ts'
import { declarationOf, draftAfter } from './version-draft.ts'

const bytesOf = (...path: string[]) => new Uint8Array(readFileSync(resolve('data', ...path)))
const readable = (...path: string[]) => {
  const reading = readHere(bytesOf(...path))
  if ('refusal' in reading) throw new Error(reading.refusal.detail)
  return reading
}

it('reads a file by the rules of intake, and says beforehand what would be refused', () => {
  const reading = readable('demo', 'german-credit', 'logistic.onnx')
  const width = valuesPerRow(reading.signature.inputs[0] ?? { name: '', datatype: '', shape: [] })
  const features = Array.from({ length: width ?? 0 }, (_, i) => `column_${i}`)
  expect(features.length).toBeGreaterThan(3)
  expect(reading.misfit({ features, decision: { output: 'probabilities', class: 1 } })).toBeNull()
  expect(reading.misfit({ features: features.slice(1) })).toMatchObject({ code: 'features-mismatch' })
  expect(reading.misfit({ features, decision: { output: 'score' } })).toMatchObject({ code: 'decision-mismatch' })
  expect(suggestDecision(reading.signature)).toEqual({ output: 'probabilities', class: 1 })
  expect(readHere(bytesOf('hostile', 'onnx', 'external_parent_dir.onnx'))).toMatchObject({
    refusal: { code: 'external-data', fix: expect.any(String) as unknown },
  })
})

it('suggests a score only where the file leaves no choice', () => {
  const tensor = (name: string, datatype: string, shape: number[]) => ({ name, datatype, shape })
  expect(suggestDecision({ inputs: [], outputs: [tensor('label', 'INT64', [-1]), tensor('y', 'FP32', [-1, 1])] })).toEqual({ output: 'y' })
  expect(suggestDecision({ inputs: [], outputs: [tensor('a', 'FP32', [-1]), tensor('b', 'FP32', [-1])] })).toBeNull()
  expect(suggestDecision({ inputs: [], outputs: [tensor('label', 'BYTES', [-1])] })).toBeNull()
  expect(tensorWords(tensor('features', 'FP32', [-1, 16]))).toBe('features FP32 [any, 16]')
})

const version = (given: Partial<VersionView>): VersionView =>
  ({
    version: '3',
    status: 'ready',
    sizeBytes: 1024,
    artifactDigest: 'sha256:a',
    servingDigest: 'sha256:a',
    signature: { inputs: [], outputs: [] },
    operators: ['ai.onnx.ml:TreeEnsembleClassifier'],
    opsets: { 'ai.onnx.ml': 3 },
    dataset: 'loans',
    features: ['age', 'income'],
    decision: { output: 'p', class: 1, threshold: 0.2 },
    problem: null,
    ...given,
  }) as VersionView

it('shows at which stage intake refused, which stages passed and which were not reached', () => {
  const problem = { code: 'trial-failed', title: 'The model does not run', detail: 'No trial run came to an end.', fix: 'Run it.' }
  const statesOf = (given: Partial<VersionView>) => intakeSteps(version(given)).map((step) => step.word ?? step.state)
  expect(statesOf({ status: 'failed', problem: { ...problem, stage: 'read' } })).toEqual(['pass', 'refused', 'Not reached', 'Not reached'])
  expect(statesOf({ status: 'failed', problem: { ...problem, stage: 'trial' } })).toEqual(['pass', 'pass', 'refused', 'Not reached'])
  expect(statesOf({ status: 'failed', problem: { ...problem, stage: 'declaration' } })).toEqual(['pass', 'pass', 'pass', 'refused'])
  expect(statesOf({ status: 'failed', problem })).toEqual(['pass', 'Not known', 'Not known', 'Not known'])
  expect(statesOf({ status: 'processing' })).toEqual(['pass', 'running', 'running', 'running'])
  expect(statesOf({ status: 'pending', sizeBytes: null })).toEqual(['waiting', 'waiting', 'waiting', 'waiting'])
  expect(statesOf({})).toEqual(['pass', 'pass', 'pass', 'pass'])
  expect(intakeSteps(version({ servingDigest: 'sha256:b' }))[1]?.detail).toContain('ZipMap')
})

it('says what changes since the version before, and nothing where nothing does', () => {
  const before = version({})
  expect(changesSince(before, before)).toEqual([])
  expect(changesSince(before, version({ features: ['income', 'age'] }))).toEqual(['Takes its features in another order.'])
  expect(changesSince(before, version({ features: ['age', 'debt'], dataset: 'loans-2' }))).toEqual([
    'Its dataset is loans-2; it was loans.',
    'Takes debt too.',
    'No longer takes income.',
  ])
  expect(changesSince(before, version({ decision: { output: 'p', class: 1, threshold: 0.3 } }))).toEqual([
    'Decision: positive where p[1] ≥ 0.3; it was positive where p[1] ≥ 0.2.',
  ])
})

it('begins with the data and the decision of the version before, and declares only what is filled in', () => {
  const draft = draftAfter(version({ description: 'Its own story.', sourceRun: 'run-1' }))
  expect(declarationOf(draft)).toEqual({ dataset: 'loans', features: ['age', 'income'], decision: { output: 'p', class: 1, threshold: 0.2 } })
  expect(declarationOf({ ...draft, output: '', dataset: ' ', description: 'New rows.' })).toEqual({ features: ['age', 'income'], description: 'New rows.' })
  expect(declarationOf(draftAfter(null))).toEqual({ features: [] })
})
