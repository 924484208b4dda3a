import { WINDOW_SIZES } from '#server/contracts/windows.ts'
import { aSize } from './window-words.ts'

/** The sizes of windows as choices of a select. */
export const sizeOptions = WINDOW_SIZES.map((size) => ({ value: size, label: `${aSize(size)[0]?.toUpperCase()}${aSize(size).slice(1)}` }))
