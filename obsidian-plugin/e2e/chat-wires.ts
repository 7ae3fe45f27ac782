/** How each provider's stream looks on the wire, as its documentation has it. */
export interface ChatWire {
  readonly provider: 'openai' | 'anthropic' | 'ollama';
  readonly contentType: string;
  /** Where the provider's address ends in the settings. */
  readonly pathPrefix: string;
  readonly opening: string;
  readonly pieceOf: (text: string) => string;
  readonly closing: string;
}

const event = (type: string, data: object): string => `event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`;
const chunk = (delta: object, rest: object = {}): string => `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: null, ...rest }] })}\n\n`;
const line = (data: object): string => `${JSON.stringify({ model: 'fake', created_at: '2026-01-01T00:00:00Z', ...data })}\n`;

export const CHAT_WIRES: readonly ChatWire[] = [
  {
    provider: 'openai',
    contentType: 'text/event-stream',
    pathPrefix: '/v1',
    opening: '',
    pieceOf: (content) => chunk({ content }),
    closing: `${chunk({}, { finish_reason: 'stop' })}data: [DONE]\n\n`,
  },
  {
    provider: 'anthropic',
    contentType: 'text/event-stream',
    pathPrefix: '',
    opening:
      event('message_start', { message: { id: 'msg_1', type: 'message', role: 'assistant', model: 'fake', content: [], stop_reason: null, stop_sequence: null, usage: { input_tokens: 10, output_tokens: 1 } } }) +
      event('content_block_start', { index: 0, content_block: { type: 'text', text: '' } }),
    pieceOf: (text) => event('content_block_delta', { index: 0, delta: { type: 'text_delta', text } }),
    closing:
      event('content_block_stop', { index: 0 }) + event('message_delta', { delta: { stop_reason: 'end_turn', stop_sequence: null }, usage: { output_tokens: 9 } }) + event('message_stop', {}),
  },
  {
    provider: 'ollama',
    contentType: 'application/x-ndjson',
    pathPrefix: '',
    opening: '',
    pieceOf: (content) => line({ message: { role: 'assistant', content }, done: false }),
    closing: line({ message: { role: 'assistant', content: '' }, done: true, done_reason: 'stop', prompt_eval_count: 10, eval_count: 9 }),
  },
];
