import { getDemoProgress } from './get-demo-progress.ts'

export const installationOperations = { getDemoProgress }
