import type { CardNarrative } from '#server/contracts/cards.ts'
import type { Runtime } from '#server/domain/kit/index.ts'
import type { People } from './accounts.ts'
import { DIGIT_FEATURES } from './columns.ts'
import { discuss, revoke } from './discuss.ts'
import { addDataset, addModel, addSnapshot, addVersion, assess, deployOnce, say, seekApproval, writeCard } from './steps.ts'

const CARD: CardNarrative = {
  intendedUse: 'Reads single handwritten digits of postcodes on incoming letters.',
  outOfScopeUse: 'Amounts of money, signatures, and digits that touch each other.',
  limitations: 'Small grey images of few writers.',
  ethicalConsiderations: 'A digit says nothing about its writer; a misread letter arrives later.',
  humanOversight: 'Letters whose postcode does not exist are read by a person.',
}

/** A network that superseded an older one, whose grant was revoked. */
export async function seedDigits(runtime: Runtime, { mailroom, reviewer, officer }: People): Promise<void> {
  const dataset = 'postcode-digits'
  const schema = { label: 'digit', entityId: 'image_id', features: DIGIT_FEATURES }
  await addDataset(runtime, mailroom, { name: dataset, team: 'mailroom', description: 'Handwritten digits, 8 x 8 grey values.', schema })
  const snapshots = {
    reference: await addSnapshot(runtime, mailroom, dataset, 'reference', 'digits/reference.parquet'),
    evaluation: await addSnapshot(runtime, mailroom, dataset, 'evaluation', 'digits/evaluation.parquet'),
  }
  const model = 'digit-reader'
  await addModel(runtime, mailroom, {
    name: model,
    team: 'mailroom',
    description: 'Reads the digits of postcodes.',
    purpose: 'operational',
    exposure: 'internal',
  })
  const releases = [
    { file: 'mlp', run: 'mlp-0021', description: 'Two dense layers.', by: reviewer, reason: 'Every digit is read well above chance.' },
    { file: 'cnn', run: 'cnn-0034', description: 'Convolution over the image.', by: officer, reason: 'No person is concerned; the card is complete.' },
  ]
  for (const { file, run, description, by, reason } of releases) {
    say(`${model}: ${description}`)
    const decision = { output: 'probabilities' }
    const input = { model, dataset, features: DIGIT_FEATURES, decision, description, sourceRun: run, sourceCommit: '2f60c8e' }
    const key = { model, version: await addVersion(runtime, mailroom, input, `digits/${file}.onnx`) }
    await assess(runtime, mailroom, key, ['performance', 'data-quality', 'drift', 'explanation'], snapshots)
    await writeCard(runtime, mailroom, key, CARD)
    const request = await seekApproval(runtime, mailroom, key, `${description} Letters are sorted without waiting for a reader.`, [{ by, reason }])
    if (request.state === 'approved') await deployOnce(runtime, mailroom, key)
    if (file === 'cnn') await discuss(runtime, request, [{ by: officer, to: mailroom, body: 'once it is live, nobody should fall back to version 1.' }])
  }
  await revoke(runtime, officer, { model, version: '1' }, 'Superseded by version 2; nothing should fall back to it.')
}
