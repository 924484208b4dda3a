/** The query of the pages over windows, the same on the server and in the browser: enough for six weeks of days, or two days of hours. */
export const windowsInput = (deployment: string) => ({ deployment, limit: 60 })
