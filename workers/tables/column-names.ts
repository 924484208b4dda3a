import { MAX_COLUMNS, MAX_NAME } from './limits.ts'
import { listNames, quoteText, TableRefusal } from './refusal.ts'

/** Refuses names that a table cannot have: none, twice the same, too long, too many. `where` names the place, as `line 1`. */
export function checkNames(names: readonly string[], where: string): void {
  if (names.length > MAX_COLUMNS) {
    const detail = `The table has ${names.length} columns; ${MAX_COLUMNS} is the most.`
    throw new TableRefusal('resource-limit', detail, 'Send the columns that the model and its checks read.')
  }
  const empty = names.findIndex((name) => name.trim() === '')
  if (empty >= 0) throw new TableRefusal('header', `Column ${empty + 1} has no name (${where}).`, 'Give each column a name.')
  const long = names.find((name) => name.length > MAX_NAME)
  if (long !== undefined) {
    throw new TableRefusal('header', `The column name ${quoteText(long)} has more than ${MAX_NAME} characters (${where}).`, 'Shorten it.')
  }
  const seen = new Set<string>()
  const twice = [...new Set(names.filter((name) => seen.size === seen.add(name).size))]
  if (twice.length > 0) {
    throw new TableRefusal('header', `Two columns have the same name: ${listNames(twice)} (${where}).`, 'Give each column a name of its own.')
  }
}
