import { createChatProviderDouble, type ChatProviderDouble, type ChatScript, type ChatWire } from './chat-script.ts';

const event = (name: string, data: object) => `event: ${name}\ndata: ${JSON.stringify({ type: name, ...data })}\n\n`;
const stopReasons = { end: 'end_turn', length: 'max_tokens', refusal: 'refusal' } as const;

/** The Messages API's stream. @see https://docs.anthropic.com/en/api/messages-streaming */
const wire: ChatWire = {
  contentType: 'text/event-stream; charset=utf-8',
  readRequest(body) {
    // reason: the double reads only requests of the official client
    const { model, system, messages, max_tokens } = body as { model: string; system?: string; messages: { role: string; content: string }[]; max_tokens: number };
    return { model, system, messages: messages.map(({ role, content }) => ({ role, text: content })), maxOutputTokens: max_tokens };
  },
  opening: ({ inputTokens }) => [
    event('message_start', {
      message: {
        id: 'msg_1',
        type: 'message',
        role: 'assistant',
        content: [],
        model: 'claude',
        stop_reason: null,
        stop_sequence: null,
        ...(inputTokens !== undefined && { usage: { input_tokens: inputTokens, output_tokens: 1 } }),
      },
    }),
    event('content_block_start', { index: 0, content_block: { type: 'text', text: '' } }),
    event('ping', {}),
  ],
  delta: (text) => event('content_block_delta', { index: 0, delta: { type: 'text_delta', text } }),
  closing: ({ finish = 'end', outputTokens }) => [
    event('content_block_stop', { index: 0 }),
    event('message_delta', { delta: { stop_reason: stopReasons[finish], stop_sequence: null }, ...(outputTokens !== undefined && { usage: { output_tokens: outputTokens } }) }),
    event('message_stop', {}),
  ],
  keepAlive: event('ping', {}),
  errorMessage: (words) => event('error', { error: { type: 'overloaded_error', message: words } }),
  nonsense: 'event: content_block_delta\ndata: {"type": "content_bl\n\n',
  errorBody: (status, words) => JSON.stringify({ type: 'error', error: { type: status === 404 ? 'not_found_error' : 'api_error', message: words } }),
};

export function createAnthropicDouble(script: ChatScript): ChatProviderDouble {
  return createChatProviderDouble(wire, script);
}
