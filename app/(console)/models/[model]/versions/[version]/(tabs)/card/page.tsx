import { CardTab } from '#components/pages/card/card-tab.tsx'
import { revisionsInput } from '#components/pages/card/card-words.ts'
import { serverApi } from '../../../../../../../server-api.tsx'

interface TabProps {
  readonly params: Promise<{ readonly model: string; readonly version: string }>
}

export async function generateMetadata({ params }: TabProps) {
  const { model, version } = await params
  return { title: `Card of ${decodeURIComponent(model)} v${version}` }
}

export default async function CardTabPage({ params }: TabProps) {
  const { model: encoded, version } = await params
  const key = { model: decodeURIComponent(encoded), version }
  const { trpc, load, Hydrate, now } = await serverApi()
  await Promise.all([load(trpc.cards.getCard.queryOptions(key)), load(trpc.cards.listCardRevisions.queryOptions(revisionsInput(key)))])
  return (
    <Hydrate>
      <CardTab model={key.model} version={version} now={now} />
    </Hydrate>
  )
}
