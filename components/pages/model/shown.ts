/** How much a model's page reads; the server loads exactly what the page asks for. */
export const VERSIONS_SHOWN = 50
export const MODEL_EVENTS = 100
