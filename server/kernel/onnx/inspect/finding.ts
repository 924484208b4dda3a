/** Something a reviewer should see about a model that is accepted. */
export interface Finding {
  code: string
  severity: 'warning' | 'blocking'
  detail: string
}
