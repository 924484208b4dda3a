import type { Signature } from '#server/contracts/registry.ts'
import { plural } from '../../ui/format.ts'
import { valuesPerRow } from './tensor-words.ts'

const SHOWN = 64

interface Place {
  readonly at: string
  readonly feature: string | null
}

/** Which declared feature each value that the file takes is; null where none is declared for it. Pure. */
export function placesOf({ inputs }: Pick<Signature, 'inputs'>, features: readonly string[]): Place[] {
  const [only] = inputs
  if (only && inputs.length === 1) {
    const width = valuesPerRow(only) ?? features.length
    return Array.from({ length: width }, (_, i) => ({ at: `${only.name}[${i}]`, feature: features[i] ?? null }))
  }
  return inputs.map(({ name }) => ({ at: name, feature: features.includes(name) ? name : null }))
}

/** Value by value, what the file takes and which feature is fed there. */
export function FeatureMapping({ signature, features }: { readonly signature: Pick<Signature, 'inputs'>; readonly features: readonly string[] }) {
  const places = placesOf(signature, features)
  const held = new Set(places.map((place) => place.feature))
  const named = places.filter((place) => place.feature !== null).length
  const homeless = features.filter((feature) => !held.has(feature)).length
  return (
    <div className="mt4">
      <p className="small muted">
        The file takes {plural(places.length, 'value')} per row; {named === places.length ? 'each has its feature' : `${named} of them have a feature`}.
        {homeless > 0 ? ` ${plural(homeless, 'feature')} ${homeless === 1 ? 'has' : 'have'} no place in it.` : ''}
      </p>
      <ol className="places">
        {places.slice(0, SHOWN).map((place) => (
          <li key={place.at}>
            <code>{place.at}</code> {place.feature ?? <span className="c-warn">no feature</span>}
          </li>
        ))}
      </ol>
      {places.length > SHOWN ? <p className="small muted">And {plural(places.length - SHOWN, 'value')} more.</p> : null}
    </div>
  )
}
