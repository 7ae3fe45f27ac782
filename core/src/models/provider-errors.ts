import { IzaError } from '../foundation/index.ts';
import type { Provider } from './provider.ts';

const MAX_QUOTED_LENGTH = 300;

/** A provider's own words for an error message: short, on one line, with no key in them. */
function quoteProvider(words: string, provider: Provider): string {
  let quoted = words.replace(/\s+/g, ' ').trim();
  if (provider.secret) quoted = quoted.replaceAll(provider.secret, '[key]');
  quoted = quoted.replace(/\b(sk|pk|Bearer)[-_ ][\w*.-]{6,}/g, '[key]');
  return quoted.length > MAX_QUOTED_LENGTH ? `${quoted.slice(0, MAX_QUOTED_LENGTH)}…` : quoted;
}

export function unreachableError(provider: Provider, cause: unknown): IzaError {
  return new IzaError('model-missing', `${provider.name} does not answer at ${provider.url}. ${provider.fixes.unreachable}`, { cause });
}

/** The condition that a status other than 2xx stands for, with the way out. */
export async function statusError(response: Response, provider: Provider): Promise<IzaError> {
  const words = quoteProvider(wordsOf(await response.text().catch(() => '')), provider);
  const said = words ? ` It said: "${words}".` : '';
  const { status } = response;
  if (status === 401 || status === 403) return new IzaError('model-failed', `${provider.name} refused the request (${status}). ${provider.fixes.wrongKey}${said}`);
  if (status === 404) return new IzaError('model-missing', `${provider.name} at ${provider.url} has no model "${provider.model}". ${provider.fixes.unknownModel}${said}`);
  if (status === 408 || status === 504) return new IzaError('model-timeout', `${provider.name} took too long (${status}). Ask again, or choose a smaller model.${said}`);
  if (status === 413) return new IzaError('model-failed', `${provider.name} refused the request because it is too long. Ask with fewer passages.${said}`);
  if (status === 429) {
    const waitSeconds = Number(response.headers.get('retry-after'));
    const wait = waitSeconds > 0 ? `Wait ${Math.ceil(waitSeconds)} s and ask again` : 'Wait a little and ask again';
    return new IzaError('model-failed', `${provider.name} takes no more requests for now (429). ${wait}, or check the limits of your plan.${said}`);
  }
  if (status >= 500) return new IzaError('model-failed', `${provider.name} itself failed (${status}). Ask again in a moment.${said}`);
  return new IzaError('model-failed', `${provider.name} refused the request (${status}). Check the model "${provider.model}" and the address ${provider.url}.${said}`);
}

/** The message inside the error bodies that providers send, else the body. */
function wordsOf(body: string): string {
  if (/^\s*<(!doctype|html)/i.test(body)) return '';
  try {
    const parsed = JSON.parse(body) as { error?: unknown; message?: unknown } | null;
    const error = parsed?.error;
    if (typeof error === 'string') return error;
    const message = (error as { message?: unknown } | null | undefined)?.message ?? parsed?.message;
    return typeof message === 'string' ? message : body;
  } catch {
    return body;
  }
}

export function nonsenseError(provider: Provider, what: string, cause?: unknown): IzaError {
  return new IzaError(
    'model-failed',
    `${provider.name} at ${provider.url} did not send a usable reply: ${quoteProvider(what, provider)}. Check that the address and the model "${provider.model}" are right, then ask again.`,
    { cause },
  );
}
