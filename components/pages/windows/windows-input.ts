import type { DeploymentView } from '#server/contracts/serving.ts'

/**
 * The query of the page over windows, the same on the server and in the browser: those of the size in force, enough for eight
 * weeks of days, or two days of hours.
 */
export const windowsInput = ({ id, windowSize }: Pick<DeploymentView, 'id' | 'windowSize'>) => ({ deployment: id, size: windowSize, limit: 60 })
