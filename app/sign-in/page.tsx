import { redirect } from 'next/navigation'
import { SignInPage } from '#components/pages/sign-in/sign-in-page.tsx'
import { ownPath } from '#components/pages/sign-in/own-path.ts'
import { currentActor } from '../server-api.tsx'

export const metadata = { title: 'Sign in' }

interface SignInProps {
  readonly searchParams: Promise<{ readonly next?: string | string[]; readonly error?: string | string[] }>
}

const one = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value)

export default async function SignIn({ searchParams }: SignInProps) {
  const given = await searchParams
  const next = ownPath(one(given.next))
  if (await currentActor()) redirect(next)
  return <SignInPage next={next} ended={next !== '/'} />
}
