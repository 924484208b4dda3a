import type { Engine } from '#workers/inference/engine/engine.ts'

/** The engine, as far as those who ask it need to know. */
export type Asks = Pick<Engine, 'ask'>
