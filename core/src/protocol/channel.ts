import { assertNever, IzaError } from '../foundation/index.ts';
import { capabilityMessageSchema, type CapabilityMessage } from './capability-messages.ts';
import { createDeferred } from './deferred.ts';
import { createIncomingCalls, type Handlers } from './incoming-calls.ts';
import type { MessageEndpoint } from './message-endpoint.ts';
import { createOutgoingCalls, type CallOptions } from './outgoing-calls.ts';
import { isCompatibleProtocol, PROTOCOL_VERSION } from './protocol-version.ts';

/** Calls in both directions over one wire. */
export interface Channel extends Disposable {
  /**
   * Rejects with what the handler threw (an IzaError keeps its code), at once with `aborted` when the signal fires,
   * and with `connection-lost` when the other side is gone.
   */
  call(method: string, input: unknown, options?: CallOptions): Promise<unknown>;
  /** Starts when it is first read. Leaving the loop waits until the other side has cleaned up. */
  stream(method: string, input: unknown, options?: { signal?: AbortSignal | undefined }): AsyncGenerator<unknown, void, void>;
  /** Resolves with the reason once nothing can be called any more, by either side's doing. */
  readonly closed: Promise<IzaError>;
  /** Rejects what is open on both sides and gives the wire back. */
  close(): void;
}

/**
 * Opens this side of a channel; the other side does the same. `peerName` stands in error messages: `the index worker`.
 * Calls may be made at once: they wait in the wire for the other side.
 */
export function openChannel(
  endpoint: MessageEndpoint,
  { handlers = {}, peerName = 'the other side' }: { handlers?: Handlers; peerName?: string } = {},
): Channel {
  const closed = createDeferred<IzaError>();
  const subscriptions: (() => void)[] = [];
  const incoming = createIncomingCalls(handlers, post);
  const outgoing = createOutgoingCalls(post);
  let greeted = false;
  let isClosed = false;

  function post(message: CapabilityMessage, transfer?: readonly ArrayBuffer[]): void {
    if (!isClosed) endpoint.postMessage(message, transfer);
  }

  function shut(error: IzaError): void {
    if (isClosed) return;
    isClosed = true;
    for (const unsubscribe of subscriptions) unsubscribe();
    incoming.abortAll(error);
    outgoing.rejectAll(error);
    endpoint.close?.();
    closed.resolve(error);
  }

  function receive(data: unknown): void {
    if (isClosed) return;
    const parsed = capabilityMessageSchema.safeParse(data);
    if (!parsed.success) return leave(new IzaError('connection-lost', `Closed the connection to ${peerName}: it sent a message that IZA does not know`));
    const message = parsed.data;
    if (!greeted && message.type !== 'channel-hello' && message.type !== 'channel-close') return leave(foreignVersion('an unknown protocol'));
    switch (message.type) {
      case 'channel-hello':
        greeted = true;
        if (!isCompatibleProtocol(message.protocolVersion)) leave(foreignVersion(`protocol ${message.protocolVersion}`));
        return;
      case 'channel-close':
        return shut(new IzaError('connection-lost', `Lost the connection to ${peerName}: ${message.reason}`));
      case 'call-start':
        return incoming.start(message);
      case 'call-cancel':
        return incoming.cancel(message.callId);
      case 'stream-pull':
        return incoming.pull(message.callId);
      case 'call-progress':
      case 'call-delta':
      case 'call-result':
      case 'call-error':
      case 'stream-items':
        return outgoing.accept(message);
      default:
        return assertNever(message);
    }
  }

  function foreignVersion(spoken: string): IzaError {
    return new IzaError('unsupported', `Cannot talk to ${peerName}: it speaks ${spoken}, this side ${PROTOCOL_VERSION}. Update both sides to the same version of IZA.`);
  }

  /** Closes because of what the other side did, and tells it why. */
  function leave(error: IzaError): void {
    post({ type: 'channel-close', reason: error.message });
    shut(error);
  }

  function close(): void {
    post({ type: 'channel-close', reason: 'it was closed' });
    shut(new IzaError('connection-lost', `The connection to ${peerName} was closed`));
  }

  post({ type: 'channel-hello', protocolVersion: PROTOCOL_VERSION });
  subscriptions.push(endpoint.onMessage(receive));
  if (endpoint.onClose) subscriptions.push(endpoint.onClose((reason) => shut(new IzaError('connection-lost', `Lost the connection to ${peerName}: ${reason}`))));
  // A wire may deliver what had waited, and fail, while it was subscribed to.
  if (isClosed) for (const unsubscribe of subscriptions) unsubscribe();
  return { call: outgoing.call, stream: outgoing.stream, closed: closed.promise, close, [Symbol.dispose]: close };
}
