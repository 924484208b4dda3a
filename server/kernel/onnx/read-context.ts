import type { ReadLimits } from './model.ts'
import { OnnxReadError } from './wire.ts'
import type { WireReader } from './wire.ts'

/** What one reading of a file shares: its limits, what it has spent of them, and the fields it did not know. */
export class ReadContext {
  readonly limits: ReadLimits
  unknownFields = 0
  #messages = 0

  constructor(limits: ReadLimits) {
    this.limits = limits
  }

  /** Counts a message; past the limit reading ends. */
  count(): void {
    if (++this.#messages > this.limits.messages) {
      throw this.error('resource-limit', `The model holds more than ${this.limits.messages} nodes, attributes and tensors.`)
    }
  }

  unknown(reader: WireReader): void {
    this.unknownFields++
    reader.skip()
  }

  error(code: OnnxReadError['code'], message: string): OnnxReadError {
    return new OnnxReadError(code, message)
  }
}

/** The default operator set goes by two names: '' and 'ai.onnx'. */
export const domainName = (domain: string): string => (domain === '' ? 'ai.onnx' : domain)
