import { createChatProviderDouble, type ChatProviderDouble, type ChatScript, type ChatWire } from './chat-script.ts';

const line = (data: object) => `${JSON.stringify({ model: 'llama3.2', created_at: '2026-01-01T00:00:00.000000Z', ...data })}\n`;

/** The lines of JSON that `/api/chat` streams. @see https://github.com/ollama/ollama/blob/main/docs/api.md#generate-a-chat-completion */
const wire: ChatWire = {
  contentType: 'application/x-ndjson',
  readRequest(body) {
    // reason: the double reads only requests of the official client
    const { model, messages, options } = body as { model: string; messages: { role: string; content: string }[]; options: { num_predict: number } };
    return {
      model,
      system: messages.find(({ role }) => role === 'system')?.content,
      messages: messages.filter(({ role }) => role !== 'system').map(({ role, content }) => ({ role, text: content })),
      maxOutputTokens: options.num_predict,
    };
  },
  opening: () => [],
  delta: (text) => line({ message: { role: 'assistant', content: text }, done: false }),
  closing: ({ finish = 'end', inputTokens, outputTokens }) => [
    line({
      message: { role: 'assistant', content: '' },
      done: true,
      done_reason: finish === 'length' ? 'length' : 'stop',
      total_duration: 5_000_000,
      ...(inputTokens !== undefined && { prompt_eval_count: inputTokens }),
      ...(outputTokens !== undefined && { eval_count: outputTokens }),
    }),
  ],
  keepAlive: line({ message: { role: 'assistant', content: '', thinking: 'hm' }, done: false }),
  errorMessage: (words) => `${JSON.stringify({ error: words })}\n`,
  nonsense: '"no object"\n',
  errorBody: (_, words) => JSON.stringify({ error: words }),
};

export function createOllamaDouble(script: ChatScript): ChatProviderDouble {
  return createChatProviderDouble(wire, script);
}
