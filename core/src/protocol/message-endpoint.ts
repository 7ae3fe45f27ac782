/** One end of a wire that carries structured clones in order: a worker, a port, a webview. */
export interface MessageEndpoint {
  /** `transfer` lists buffers that the sender gives away. @throws when the message cannot be cloned */
  postMessage(message: unknown, transfer?: readonly ArrayBuffer[]): void;
  /** Returns what ends the subscription. Messages that came before the first subscription are kept for it. */
  onMessage(listener: (message: unknown) => void): () => void;
  /** Told once when the other side can never answer again, with the reason for a person. Absent where the platform cannot know. */
  onClose?(listener: (reason: string) => void): () => void;
  /** Gives the wire back. */
  close?(): void;
}
