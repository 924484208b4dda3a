/** How many datasets the form offers; the server loads exactly what the page asks for. */
export const DATASETS_READ = 500
export const SNAPSHOTS_READ = 200
/** Among how many of the newest versions the one before is looked for. */
export const VERSIONS_READ = 10
