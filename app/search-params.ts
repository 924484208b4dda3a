/** The part of an address after `?`, as Next hands it to a page. */
export type SearchParams = Promise<Record<string, string | string[] | undefined>>

/** The first value of a parameter that may be given several times; an empty one counts as left out. */
export const oneOf = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value) || undefined
