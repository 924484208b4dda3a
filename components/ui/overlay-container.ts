/** Where menus are put: inside the page's main landmark, so that they are found there; the body without one. */
export function overlayContainer(): HTMLElement | undefined {
  return typeof document === 'undefined' ? undefined : (document.querySelector<HTMLElement>('main') ?? undefined)
}
