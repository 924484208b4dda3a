export type TierName = 'low' | 'medium' | 'high'

const bars = [
  { y: 7, height: 4 },
  { y: 3.5, height: 7.5 },
  { y: 0, height: 11 },
]
const words: Record<TierName, string> = { low: 'Low', medium: 'Medium', high: 'High' }

/** Risk tier: three bars and the word, uncoloured. */
export function Tier({ tier }: { readonly tier: TierName }) {
  const filled = tier === 'high' ? 3 : tier === 'medium' ? 2 : 1
  return (
    <span className="tier">
      <svg viewBox="0 0 11 11" aria-hidden="true">
        {bars.map((bar, i) => (
          <rect key={bar.y} className={i < filled ? 'on' : undefined} x={i * 4} y={bar.y} width={3} height={bar.height} />
        ))}
      </svg>
      {words[tier]}
    </span>
  )
}
