/** One short line for each signature needed, in signing ink once given, and the count in words. */
export function SignatureSlots({ given, required }: { readonly given: number; readonly required: number }) {
  return (
    <span className="nw">
      <span className="slots" aria-hidden="true">
        {Array.from({ length: required }, (_, i) => (
          <i key={i} className={i < given ? 'on' : undefined} />
        ))}
      </span>
      {given > required ? `${given}, ${required} needed` : `${given} of ${required}`}
    </span>
  )
}
