/** How much the tabs of a version read; the server loads exactly what the page asks for. */
export const GRANTS_READ = 100
export const ASSESSMENTS_READ = 10
export const EVIDENCE_READ = 100
export const HISTORY_READ = 200

export interface VersionKey {
  readonly model: string
  readonly version: string
}
export interface TabProps extends VersionKey {
  readonly now: string
}
