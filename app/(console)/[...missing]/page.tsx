import { notFound } from 'next/navigation'
import { requireActor } from '../../server-api.tsx'

export const metadata = { title: 'Not found' }

/** An address without a page: said inside the frame, with the navigation beside it. */
export default async function Missing() {
  await requireActor()
  notFound()
}
