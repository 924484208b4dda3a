/** More columns than this make no readable profile. */
export const MAX_COLUMNS = 4096
/** Longest column name, in characters. */
export const MAX_NAME = 512
/** Largest cell, in bytes. */
export const MAX_CELL_BYTES = 1024 ** 2
/** Largest CSV record, in bytes. */
export const MAX_RECORD_BYTES = 8 * 1024 ** 2
/** Most rows: what indexes of 32 bits can address. */
export const MAX_ROWS = 2 ** 31 - 1
/** Most cells that are held in memory at once: 8 bytes each. */
export const MAX_HELD_CELLS = 120_000_000
