import type { Transport } from '@iza/core/ports';

/** A transport with what a person should know about it: a latency that can be cured, a setting the port refused. */
export interface OpenedTransport {
  readonly transport: Transport;
  readonly notices: readonly string[];
}
