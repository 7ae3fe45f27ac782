import { createChatProviderDouble, type ChatProviderDouble, type ChatScript, type ChatWire } from './chat-script.ts';

const event = (data: object) => `data: ${JSON.stringify({ id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model: 'gpt', ...data })}\n\n`;
const finishReasons = { end: 'stop', length: 'length', refusal: 'content_filter' } as const;

/** Chunks of a chat completion. @see https://platform.openai.com/docs/api-reference/chat/streaming */
const wire: ChatWire = {
  contentType: 'text/event-stream',
  readRequest(body) {
    // reason: the double reads only requests of the model under test
    const { model, messages, ...rest } = body as { model: string; messages: { role: string; content: string }[]; max_tokens?: number; max_completion_tokens?: number };
    return {
      model,
      system: messages.find(({ role }) => role === 'system')?.content,
      messages: messages.filter(({ role }) => role !== 'system').map(({ role, content }) => ({ role, text: content })),
      maxOutputTokens: rest.max_completion_tokens ?? rest.max_tokens ?? Number.NaN,
    };
  },
  opening: () => [event({ choices: [{ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null }] })],
  delta: (text) => event({ choices: [{ index: 0, delta: { content: text }, finish_reason: null }] }),
  closing: ({ finish = 'end', inputTokens, outputTokens }) => [
    event({ choices: [{ index: 0, delta: {}, finish_reason: finishReasons[finish] }] }),
    ...(inputTokens === undefined && outputTokens === undefined ? [] : [event({ choices: [], usage: { prompt_tokens: inputTokens, completion_tokens: outputTokens } })]),
    'data: [DONE]\n\n',
  ],
  keepAlive: ': keep-alive\n\n',
  errorMessage: (words) => event({ error: { message: words, type: 'server_error' } }),
  nonsense: 'data: {"choices": [{"delta"\n\n',
  errorBody: (status, words) => JSON.stringify({ error: { message: words, type: 'invalid_request_error', code: status === 404 ? 'model_not_found' : null } }),
};

export function createOpenAiDouble(script: ChatScript): ChatProviderDouble {
  return createChatProviderDouble(wire, script);
}
