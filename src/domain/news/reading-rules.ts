/** Some voices fall silent in the middle of a longer piece. */
export const LONGEST_PIECE = 180

/** What is said at once: sentences, and those that are too long in parts. Every word of the blocks, in order. */
export function spokenPieces(blocks: readonly string[]): string[] {
  const pieces: string[] = []
  for (const block of blocks) {
    let piece = ''
    const end = (): void => {
      if (piece !== '') pieces.push(piece)
      piece = ''
    }
    for (const word of block.split(/\s+/u)) {
      if (piece.length + word.length >= LONGEST_PIECE) end()
      piece += piece === '' ? word : ` ${word}`
      if (/[.!?…]["”’)]*$/u.test(word)) end()
    }
    end()
  }
  return pieces
}
