import { IzaError } from '@iza/core/foundation';
import type { Settings } from '@iza/core/app';
import type { NotesConnection } from './notes-connection.ts';

/** What indexing may cost without being asked for by name. More than that needs `iza notes index`. */
const UNASKED_USD = 0.01;

export interface IndexingCost {
  /** `2,100 passages (about 84,000 tokens, about $0.12) go to openai/…` */
  readonly text: string;
  /** Whether it is more than may be spent without being asked for. */
  readonly needsAsking: boolean;
}

interface Preview {
  readonly embedding?: { readonly fingerprint: string; readonly chunkCount: number; readonly tokenCount: number; readonly usd?: number; readonly remote: boolean };
}

/** What bringing the index up to date would send and cost; `undefined` when nothing leaves this machine. */
export async function indexingCost(call: NotesConnection['call'], { settings, signal }: { settings: Settings; signal: AbortSignal }): Promise<IndexingCost | undefined> {
  if (settings.embedder.provider === 'none' || settings.embedder.provider === 'transformers') return undefined;
  const { preview } = (await call('notes.index', { preview: true }, { signal })) as { preview?: Preview };
  const embedding = preview?.embedding;
  if (!embedding?.remote || embedding.chunkCount === 0) return undefined;
  const { chunkCount, tokenCount, usd, fingerprint } = embedding;
  const price = usd === undefined ? 'at a price that is not known' : usd < 0.01 ? 'less than $0.01' : `about $${usd.toFixed(2)}`;
  return {
    text: `${chunkCount.toLocaleString('en')} passages (about ${tokenCount.toLocaleString('en')} tokens, ${price}) go to ${fingerprint}`,
    needsAsking: usd === undefined || usd > UNASKED_USD,
  };
}

/** @throws IzaError `budget-exceeded` that says how to agree */
export function refuseUnaskedCost({ text }: IndexingCost): never {
  throw new IzaError('budget-exceeded', `Cannot index without your word: ${text}. Run \`iza notes index\` to do it, or set embedder.provider to none.`);
}
