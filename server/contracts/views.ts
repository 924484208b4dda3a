import { z } from 'zod'
import { instant, uuid } from './common.ts'

/** Pages whose searches can be kept. */
export const VIEW_PAGES = ['predictions'] as const
export type ViewPage = (typeof VIEW_PAGES)[number]

export const viewPage = z.enum(VIEW_PAGES, `A page is one of ${VIEW_PAGES.join(', ')}.`)
export const savedView = z.object({
  id: uuid,
  page: viewPage,
  name: z.string(),
  /** The part of the page's address after "?". */
  query: z.string(),
  createdAt: instant,
})
export const saveViewInput = z.object({
  page: viewPage,
  name: z.string().trim().min(1, 'A view needs a name.').max(80),
  query: z.string().min(1).max(2000),
})
