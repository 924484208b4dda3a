/** A path of this console to go on to, or "/" for anything that leads elsewhere (another origin, another scheme). */
export function ownPath(next: string | undefined): string {
  if (!next?.startsWith('/')) return '/'
  const base = 'http://console.invalid'
  if (!URL.canParse(next, base)) return '/'
  const url = new URL(next, base)
  return url.origin === base && !url.pathname.startsWith('//') ? `${url.pathname}${url.search}${url.hash}` : '/'
}
