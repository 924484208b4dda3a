/** Where the instance under test is; global setup has said so in the environment. */
const told = (name: string): string => {
  const value = process.env[name]
  if (value === undefined) throw new Error(`${name} is not set: run these tests by npm test, or node scripts/test.mjs browser`)
  return value
}

export const homeOf = (): string => told('COUNTERSIGN_E2E_HOME')
export const baseUrl = (): string => told('COUNTERSIGN_E2E_URL')
export const inferenceUrl = (): string => told('COUNTERSIGN_E2E_INFERENCE_URL')
