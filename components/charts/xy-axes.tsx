import { decimalsOf, formatValue, type ValueFormat } from '../ui/format.ts'
import type { XyLayout } from './xy-layout.ts'
import type { XyAxis } from './xy-types.ts'

interface XyAxesProps {
  readonly layout: XyLayout
  readonly x: XyAxis
  readonly y: XyAxis
  readonly compact: boolean
}

const LETTER = 6.6
const clip = (text: string, letters: number) => (text.length <= letters ? text : `${text.slice(0, Math.max(1, Math.floor(letters) - 1))}…`)

/** All ticks of an axis with the decimals that its step needs. */
function tickFormat(ticks: readonly number[], format: ValueFormat | undefined): ValueFormat {
  const [first, second] = ticks
  if ((format && (format.as !== 'metric' || format.decimals !== undefined)) || first === undefined || second === undefined) return format ?? { as: 'metric' }
  return { as: 'metric', decimals: Math.max(0, decimalsOf(second - first) - 1) }
}

/** Grid, ticks and what each axis is. */
export function XyAxes({ layout, x, y, compact }: XyAxesProps) {
  const { left, right, top, bottom } = layout
  const [xFormat, yFormat] = [tickFormat(layout.x.ticks, x.format), tickFormat(layout.y.ticks, y.format)]
  if (compact) return <CompactAxes layout={layout} x={x} />
  return (
    <g>
      {layout.y.ticks.map((tick) => (
        <g key={tick}>
          <line className="gr" x1={left} x2={right} y1={layout.y.at(tick)} y2={layout.y.at(tick)} />
          <text className="e" x={left - 8} y={layout.y.at(tick) + 4}>
            {formatValue(tick, yFormat)}
          </text>
        </g>
      ))}
      <line className="ax" x1={left} x2={right} y1={bottom} y2={bottom} />
      {x.names ? <NameTicks layout={layout} names={x.names} /> : null}
      {x.names
        ? null
        : layout.x.ticks.map((tick) => (
            <g key={tick}>
              <line className="ax" x1={layout.x.at(tick)} x2={layout.x.at(tick)} y1={bottom} y2={bottom + 4} />
              <text className={layout.x.at(tick) > right - 12 ? 'e' : 'm'} x={Math.min(layout.x.at(tick), right)} y={bottom + 17}>
                {formatValue(tick, xFormat)}
              </text>
            </g>
          ))}
      <text x={0} y={top - 12}>
        {y.label}
      </text>
      <text className="e" x={right} y={bottom + 34}>
        {x.label}
      </text>
    </g>
  )
}

function NameTicks({ layout, names }: { readonly layout: XyLayout; readonly names: readonly string[] }) {
  const each = layout.x.at(1) - layout.x.at(0)
  const every = Math.max(1, Math.ceil((LETTER * 4) / each))
  return names.map((name, i) =>
    i % every === 0 ? (
      <text key={name} className="m" x={layout.x.at(i)} y={layout.bottom + 17}>
        {clip(name, (each * every) / LETTER)}
      </text>
    ) : null,
  )
}

function CompactAxes({ layout, x }: { readonly layout: XyLayout; readonly x: XyAxis }) {
  const { left, right, bottom, ends } = layout
  return (
    <g>
      <line className="ax" x1={left} x2={right} y1={bottom} y2={bottom} />
      {ends.map((end, i) => (
        <text key={end} className={i === 0 ? '' : 'e'} x={i === 0 ? left : right} y={bottom + 14}>
          {formatValue(end, x.format)}
        </text>
      ))}
    </g>
  )
}
