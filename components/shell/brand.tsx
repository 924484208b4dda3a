import Link from 'next/link'

/** A check written over a ledger rule. */
export function BrandMark({ size = 18 }: { readonly size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 18 18"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d="M2 15.2h14" />
      <path d="M2.6 10.2l3 2.6L15.4 2.4" />
    </svg>
  )
}

export function Brand() {
  return (
    <Link className="brand" href="/">
      <BrandMark />
      Countersign
    </Link>
  )
}
