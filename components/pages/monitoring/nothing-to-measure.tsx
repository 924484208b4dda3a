import { LinkButton } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'

/** No version at all: what has to be there first. */
export function NothingToMeasure({ what }: { readonly what: string }) {
  return (
    <Empty title={`No version whose ${what} could be measured`} actions={<LinkButton href="/models">Go to the models</LinkButton>}>
      Register a version with its features and dataset, then assess it against a reference snapshot.
    </Empty>
  )
}
