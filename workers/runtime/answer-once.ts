/**
 * The life of a child that `runChild` started: it answers its one message with one message. What it throws is its last word, and
 * ends it with code 1; when whoever started it is gone, nobody waits for the answer and it ends.
 */
export function answerOnce<Question, Answer>(answer: (question: Question) => Promise<Answer>): void {
  process.once('disconnect', () => process.exit(0))
  process.once('message', (question) => {
    answer(question as Question).then(say, (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`, () => process.exit(1))
    })
  })
}

/** Sends a message to whoever started this process. */
export const say = (message: unknown): void => void process.send?.(message)
