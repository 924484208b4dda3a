import { env } from '#server/env.ts'
import { internalToken } from '#server/inference-gateway.ts'
import { log } from '#server/log.ts'
import { storeRoot } from '#server/runtime.ts'
import { beat, runWorker } from '#workers/runtime/lifecycle.ts'
import { openWorker } from './open-worker.ts'

await runWorker('inference', async (signal) => {
  const { COUNTERSIGN_APP_URL: url, HOST: host, INFERENCE_PORT: port, INFERENCE_THREADS: children } = env()
  const worker = await openWorker({ url, storeRoot: storeRoot(), host, port, children, internalToken: internalToken() })
  const stopBeating = beat(worker.db, 'inference', worker.detail)
  log.info({ port: worker.port, children }, 'inference worker runs')
  await new Promise((ended) => signal.addEventListener('abort', ended, { once: true }))
  stopBeating()
  await worker.close()
})
