/** A part of a rewritten file: bytes [from, to) of the original, or bytes of its own. */
export type Piece = { from: number; to: number } | Uint8Array

export const sizeOf = (pieces: readonly Piece[]): number =>
  pieces.reduce((sum, piece) => sum + (piece instanceof Uint8Array ? piece.length : piece.to - piece.from), 0)

/** Appends a part of the original, growing the last piece where the two touch. */
export function copyRange(pieces: Piece[], from: number, to: number): void {
  const last = pieces.at(-1)
  if (last && !(last instanceof Uint8Array) && last.to === from) last.to = to
  else pieces.push({ from, to })
}

/** The rewritten bytes as a whole. */
export function assemble(original: Uint8Array, pieces: readonly Piece[]): Uint8Array {
  const bytes = new Uint8Array(sizeOf(pieces))
  let at = 0
  for (const piece of pieces) {
    const part = piece instanceof Uint8Array ? piece : original.subarray(piece.from, piece.to)
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}
