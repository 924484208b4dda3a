import { blocksOf } from './card-words.ts'

/** What somebody wrote, as paragraphs and lists; never as markup. */
export function Prose({ text }: { readonly text: string }) {
  return (
    <>
      {blocksOf(text).map((block, i) =>
        block.kind === 'text' ? (
          <p key={i}>{block.lines[0]}</p>
        ) : (
          <ul key={i}>
            {block.lines.map((line, at) => (
              <li key={at}>{line}</li>
            ))}
          </ul>
        ),
      )}
    </>
  )
}
