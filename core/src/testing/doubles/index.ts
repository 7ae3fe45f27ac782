export { createAnthropicDouble } from './anthropic-double.ts';
export type { ChatFault, ChatProviderDouble, ChatScript, RecordedChatRequest } from './chat-script.ts';
export { createHeadsetDouble, type HeadsetDouble } from './headset-double.ts';
export { createManualClock, type ManualClock, settle } from './manual-clock.ts';
export { createOllamaDouble } from './ollama-double.ts';
export { createOpenAiDouble } from './openai-double.ts';
