import { IzaError } from '../foundation/index.ts';

/** The address without a trailing slash. @throws IzaError `bad-config` for what is no http address */
export function providerUrl(url: string): string {
  const parsed = new URL(url);
  if (parsed.protocol !== 'http:' && parsed.protocol !== 'https:') {
    throw new IzaError('bad-config', `Cannot reach a model at ${url}: the address must start with http:// or https://. Correct chat.url or embedder.url.`);
  }
  return parsed.href.replace(/\/+$/, '');
}

/** Whether what is sent there leaves this machine. */
export function leavesMachine(url: string): boolean {
  const host = new URL(url).hostname;
  return !(host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host));
}
