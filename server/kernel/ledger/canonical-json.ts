const fail = (path: string, what: string): never => {
  throw new TypeError(`not canonical JSON at ${path || '(root)'}: ${what}`)
}

function text(value: string, path: string): string {
  if (!value.isWellFormed()) fail(path, 'a lone surrogate')
  return JSON.stringify(value)
}

function write(value: unknown, path: string): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') return Number.isFinite(value) ? JSON.stringify(value) : fail(path, `${value} is no JSON number`)
  if (typeof value === 'string') return text(value, path)
  if (Array.isArray(value)) return `[${value.map((item, i) => write(item, `${path}/${i}`)).join(',')}]`
  if (typeof value === 'object' && (Object.getPrototypeOf(value) === Object.prototype || Object.getPrototypeOf(value) === null)) {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => `${text(key, path)}:${write(member, `${path}/${key}`)}`)
    return `{${members.join(',')}}`
  }
  return fail(path, `${typeof value} has no JSON form`)
}

/**
 * JSON in the one form of RFC 8785: members sorted by UTF-16 code units, numbers as ECMAScript writes them.
 * Members that are undefined are left out. Throws TypeError on NaN, infinities, lone surrogates and non-JSON values.
 */
export const canonicalJson = (value: unknown): string => write(value, '')
