import { parentPort, Worker, workerData } from 'node:worker_threads'

/** How a task ended in its thread. */
type Answer<Result> = { index: number; result: Result } | { index: number; error: Error }

interface ThreadedTasks<Task> {
  /** Given to every thread once, as structured clone. */
  shared: unknown
  tasks: readonly Task[]
  /** At most this many threads, at least 1. */
  threads: number
  /** Called when a task is done, with how many are. */
  onDone?: (done: number) => void
}

/**
 * Runs tasks in threads of this process, each thread one at a time, in a module that calls `serveTasks`. The order of the results is
 * that of the tasks, whatever thread did them. Rejects with the first error, and leaves no thread behind.
 */
export async function mapInThreads<Task, Result>(module: string | URL, { shared, tasks, threads, onDone }: ThreadedTasks<Task>): Promise<Result[]> {
  const results: Result[] = []
  let next = 0
  let done = 0
  const work = (worker: Worker) =>
    new Promise<void>((resolve, reject) => {
      const feed = () => {
        if (next === tasks.length) resolve()
        else {
          worker.postMessage({ index: next, task: tasks[next] })
          next++
        }
      }
      worker.on('message', (answer: Answer<Result>) => {
        if ('error' in answer) return reject(answer.error)
        results[answer.index] = answer.result
        onDone?.(++done)
        feed()
      })
      worker.once('error', reject)
      worker.once('exit', (code) => reject(new Error(`a thread ended with exit code ${code}`)))
      feed()
    })
  const workers = Array.from({ length: Math.min(Math.max(1, threads), tasks.length) }, () => new Worker(module, { workerData: shared }))
  try {
    await Promise.all(workers.map(work))
    return results
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()))
  }
}

/** In a thread: does what comes with `run`, one task after another. `run` is made once, out of what all threads share. */
export function serveTasks<Shared, Task, Result>(open: (shared: Shared) => Promise<(task: Task) => Promise<Result>>): void {
  const opened = open(workerData as Shared)
  // The rejection is told with the first task.
  opened.catch(() => {})
  parentPort?.on('message', ({ index, task }: { index: number; task: Task }) => {
    opened
      .then((run) => run(task))
      .then(
        (result) => parentPort?.postMessage({ index, result }),
        (error: unknown) => parentPort?.postMessage({ index, error: error instanceof Error ? error : new Error(String(error)) }),
      )
  })
}
