import { searchHref } from '../predictions/prediction-search.ts'
import { after, type DayRange, type Group } from './costs-range.ts'

const midnight = (day: string): string => `${day}T00:00:00.000Z`

/** The predictions behind a row of costs: those received on its days; null for a team, of which they are not searched. */
export function drillHref(range: DayRange, group: Group, key: string): string | null {
  if (group === 'team') return null
  const { from, to } = group === 'day' ? { from: key, to: key } : range
  const [model, version] = group === 'day' ? [] : key.split('/')
  return searchHref({
    ...(model === undefined ? {} : { model }),
    ...(group === 'version' && version !== undefined ? { version } : {}),
    time: 'received',
    from: midnight(from),
    to: midnight(after(to)),
  })
}
