import { z } from 'zod'

export const WINDOW_SIZES = ['hour', 'day', 'week'] as const
export type WindowSize = (typeof WINDOW_SIZES)[number]
export const windowSize = z.enum(WINDOW_SIZES, 'A window is an hour, a day or a week.')
