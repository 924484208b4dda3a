/** The queries of the settings pages, the same on the server and in the browser. */

const SHOWN = 200

export const mine = { limit: SHOWN }
export const ofEveryone = { limit: SHOWN, everyone: true }

const listed = (kind: 'user' | 'service', cursor: string | undefined) => ({ kind, limit: SHOWN, ...(cursor === undefined ? {} : { cursor }) })
export const peopleInput = (cursor: string | undefined) => listed('user', cursor)
export const servicesInput = listed('service', undefined)
