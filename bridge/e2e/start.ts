// `npm start` as a person types it: it must print an address, answer from the sample vault with proof, and end on Ctrl-C.
// Closes with one line that counts its checks.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The first start installs the project. */
const START_LIMIT_MS = 300_000;
const INDEX_LIMIT_MS = 120_000;

interface AskResult {
  readonly text: string;
  readonly citations: readonly { readonly path: string; readonly verified: boolean }[];
}

const folder = mkdtempSync(join(tmpdir(), 'iza-start-'));
const child = spawn('npm', ['start', '--silent', '--', '--port', '0'], {
  cwd: fileURLToPath(new URL('../../', import.meta.url)),
  env: { ...process.env, XDG_STATE_HOME: folder, XDG_CONFIG_HOME: folder, NO_COLOR: '1', IZA_CHAT_PROVIDER: 'none', IZA_VAULT: '' },
  stdio: ['ignore', 'pipe', 'pipe'],
  // A group of its own, so that Ctrl-C can reach npm and all below it, as a terminal's does.
  detached: true,
});
let output = '';
child.stdout.on('data', (data: Buffer) => (output += data.toString()));
child.stderr.on('data', (data: Buffer) => (output += data.toString()));
const exited = once(child, 'exit');

let passedCount = 0;
let failedCount = 0;
const check = (name: string, holds: boolean, detail = ''): void => {
  if (holds) passedCount += 1;
  else failedCount += 1;
  console.log(`${holds ? 'ok    ' : 'FAILED'} ${name}${holds ? '' : `\n       ${detail}`}`);
};

try {
  const findAddress = (): RegExpExecArray | undefined => {
    if (child.exitCode !== null) throw new Error(`npm start ended with ${child.exitCode}`);
    return /(http:\/\/127\.0\.0\.1:\d+\/)#token=(\S+)/.exec(output) ?? undefined;
  };
  const [, url, token] = await waitFor(findAddress, START_LIMIT_MS, 'an address');
  check('npm start prints an address on this machine', true);
  check('it says what leaves the machine', output.includes('Nothing leaves this machine'), output);
  check('it offers the simulated headset', output.includes('start the simulated headset'), output);
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'x-iza': '1' };
  const post = async (path: string, body: object): Promise<unknown> => (await fetch(`${url}v1/notes/${path}`, { method: 'POST', headers, body: JSON.stringify(body) })).json();
  await waitFor(async () => ((await post('status', {})) as { lastSyncMs?: number }).lastSyncMs, INDEX_LIMIT_MS, 'the index');
  const answer = (await post('ask', { question: 'Which exit code does iza return when a note does not exist?' })) as AskResult;
  check('it answers from its own documentation', answer.citations.length > 0, JSON.stringify(answer));
  check('every citation was verified', answer.citations.every(({ verified }) => verified), JSON.stringify(answer.citations));
  const call = async (name: string, body: object): Promise<unknown> => (await fetch(`${url}v1/headset/${name}`, { method: 'POST', headers, body: JSON.stringify(body) })).json();
  const { session } = (await call('stream', { device: 'simulated:cyton', wait: false })) as { session: { id: string } };
  const frames = await readFrames(`${url.replace('http', 'ws')}v1/headset/live?session=${session.id}`, token, 5);
  check('the simulated headset streams', frames >= 5, `${frames} frames arrived`);
  const { report } = (await call('stop', { session: session.id })) as { report?: { durationSeconds: number } };
  check('and ends with a report', report !== undefined && report.durationSeconds > 0, JSON.stringify(report));
  const page = await fetch(url);
  check('the page is served', page.status === 200 && (await page.text()).includes('<iza-ask'));
  check('its script is served', (await fetch(`${url}page.js`)).status === 200);
} catch (error) {
  check('npm start answers', false, `${error instanceof Error ? error.message : String(error)}\n${output}`);
} finally {
  process.kill(-child.pid!, 'SIGINT');
  const [exitCode, signal] = (await Promise.race([exited, timeLimit(30_000)])) as [number | null, string | null] | [];
  // npm itself ends by the signal that it was sent; what counts is that nothing is left behind.
  check('Ctrl-C ends it', exitCode === 0 || signal === 'SIGINT', `Exit code ${exitCode}, signal ${signal}\n${output}`);
  const address = /http:\/\/127\.0\.0\.1:\d+\//.exec(output)?.[0];
  const isGone = async (): Promise<true | undefined> => (address === undefined || (await fetch(address).then(() => false, () => true)) ? true : undefined);
  check('and nothing listens any more', await waitFor(isGone, 10_000, 'the port to be free').catch(() => false), output);
  if (exitCode === undefined) process.kill(-child.pid!, 'SIGKILL');
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${passedCount} passed, ${failedCount} failed`);
process.exitCode = failedCount > 0 ? 1 : 0;

async function waitFor<Found>(find: () => Found | undefined | Promise<Found | undefined>, limitMs: number, what: string): Promise<Found> {
  const endMs = Date.now() + limitMs;
  while (Date.now() < endMs) {
    const found = await find();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`Waited in vain for ${what}`);
}

/** Reads so many binary frames of a live stream, as a program does: with the token beside the subprotocol. */
function readFrames(url: string, token: string, wantedCount: number): Promise<number> {
  const socket = new WebSocket(url, ['iza.live.1', `bearer.${token}`]);
  let count = 0;
  return new Promise((resolve) => {
    const end = (): void => {
      socket.close();
      resolve(count);
    };
    const timer = setTimeout(end, 10_000);
    socket.addEventListener('error', end);
    socket.addEventListener('message', ({ data }) => {
      if (typeof data === 'string') return;
      count += 1;
      if (count < wantedCount) return;
      clearTimeout(timer);
      end();
    });
  });
}

function timeLimit(durationMs: number): Promise<[]> {
  return new Promise((resolve) => setTimeout(() => resolve([]), durationMs).unref());
}
