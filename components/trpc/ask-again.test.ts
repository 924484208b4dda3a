import { QueryObserver } from '@tanstack/react-query'
import { expect, it } from 'vitest'
import { askAgain } from './ask-again.ts'
import { makeQueryClient } from './query-client.ts'

/** A query somebody looks at, whose answers come when the test says so, each with what was true when it was asked. */
function watched(key: string, staleTime: number | 'static' = 0) {
  const client = makeQueryClient()
  const truth = { now: 'old' }
  const answers: (() => void)[] = []
  const queryFn = () => {
    const asked = truth.now
    return new Promise<string>((answer) => answers.push(() => answer(asked)))
  }
  const observer = new QueryObserver(client, { queryKey: [key], queryFn, staleTime })
  const leave = observer.subscribe(() => {})
  const settle = () => new Promise((done) => setTimeout(done, 5))
  return { client, truth, answers, observer, leave, settle }
}

it('asks once more for what was asked before the change and answered after it', async () => {
  const { client, truth, answers, observer, leave, settle } = watched('slow')
  truth.now = 'new'
  askAgain(client)
  expect(answers).toHaveLength(1)
  answers[0]?.()
  await settle()
  expect(observer.getCurrentResult().data).toBe('old')
  expect(answers).toHaveLength(2)
  answers[1]?.()
  await settle()
  expect(observer.getCurrentResult().data).toBe('new')
  expect(answers).toHaveLength(2)
  leave()
})

it('asks once for what rests, and never for what cannot change', async () => {
  const [resting, fixed] = [watched('resting'), watched('fixed', 'static')]
  for (const { client, answers, settle } of [resting, fixed]) {
    answers[0]?.()
    await settle()
    askAgain(client)
    answers[1]?.()
    await settle()
  }
  expect(resting.answers).toHaveLength(2)
  expect(fixed.answers).toHaveLength(1)
  resting.leave()
  fixed.leave()
})
