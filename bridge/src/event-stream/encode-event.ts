/** One event of `text/event-stream`. `data` is JSON, so it holds no line break. */
export function encodeEvent(event: string, data: unknown): Uint8Array {
  return new TextEncoder().encode(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}
