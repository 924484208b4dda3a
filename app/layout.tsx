import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { preload } from 'react-dom'
import { Providers } from '#components/shell/providers.tsx'
import './globals.css'

/** What is shown depends on who asks: nothing is rendered while building, when there is no database. */
export const dynamic = 'force-dynamic'

export const metadata: Metadata = {
  title: { default: 'Countersign', template: '%s · Countersign' },
  description: 'A model goes live only when its evidence has been countersigned.',
  icons: { icon: '/icon.svg' },
  robots: { index: false, follow: false },
}

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f6f5f2' },
    { media: '(prefers-color-scheme: dark)', color: '#0d0e11' },
  ],
}

export default function RootLayout({ children }: { readonly children: ReactNode }) {
  for (const font of ['plex-sans-var-latin1', 'plex-sans-var-pi']) {
    preload(`/fonts/${font}.woff2`, { as: 'font', type: 'font/woff2', crossOrigin: 'anonymous' })
  }
  return (
    <html lang="en" suppressHydrationWarning>
      <body>
        <Providers>{children}</Providers>
      </body>
    </html>
  )
}
