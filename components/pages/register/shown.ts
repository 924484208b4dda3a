/** How many datasets the form offers; the server loads exactly what the page asks for. */
export const DATASETS_READ = 500
