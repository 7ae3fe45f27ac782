import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const tools = join(root, '.tools');
const node = join(tools, 'node24', 'node_modules', '.bin', 'node');
const entry = join(tools, 'code-server', 'node_modules', 'code-server', 'out', 'node', 'entry.js');

export interface CodeServer extends AsyncDisposable {
  readonly url: string;
  readonly probePort: number;
}

interface CodeServerOptions {
  readonly home: string;
  readonly folder: string;
  readonly vsix: string;
  readonly settings: object;
  /** Those that no workspace may set. */
  readonly machineSettings: object;
}

/** Installs code-server where it is missing; the reason when it cannot be had here. */
export function ensureCodeServer(): string | undefined {
  const result = spawnSync('sh', [join(import.meta.dirname, 'install-code-server.sh')], { encoding: 'utf8' });
  if (result.status === 0 && existsSync(entry)) return undefined;
  return result.stderr.trim().split('\n').at(-1) || 'its installation failed';
}

/** A real VS Code with the packed extension and the probe, opened on a folder. Everything it writes is below `home`. */
export async function startCodeServer({ home, folder, vsix, settings, machineSettings }: CodeServerOptions): Promise<CodeServer> {
  const extensions = join(home, 'extensions');
  const user = join(home, 'user');
  for (const scope of ['User', 'Machine']) mkdirSync(join(user, scope), { recursive: true });
  writeFileSync(join(user, 'Machine', 'settings.json'), JSON.stringify(machineSettings));
  writeFileSync(join(user, 'User', 'settings.json'), JSON.stringify(settings));
  writeFileSync(join(home, 'config.yaml'), '');
  const common = [entry, '--config', join(home, 'config.yaml'), '--extensions-dir', extensions, '--user-data-dir', user];
  const installed = spawnSync(node, [...common, '--install-extension', vsix], { encoding: 'utf8', env: environment(home, 0) });
  if (installed.status !== 0) throw new Error(`Cannot install ${vsix}: ${installed.stdout}${installed.stderr}`);
  cpSync(join(import.meta.dirname, 'probe'), join(home, 'probe'), { recursive: true });
  packProbe(home);
  const probed = spawnSync(node, [...common, '--install-extension', join(home, 'probe.vsix')], { encoding: 'utf8', env: environment(home, 0) });
  if (probed.status !== 0) throw new Error(`Cannot install the probe: ${probed.stdout}${probed.stderr}`);

  const [port, probePort] = [await freePort(), await freePort()];
  const server = spawn(
    node,
    [...common, '--bind-addr', `127.0.0.1:${port}`, '--auth', 'none', '--disable-telemetry', '--disable-update-check', '--disable-workspace-trust', '--disable-getting-started-override', folder],
    { env: environment(home, probePort), stdio: ['ignore', 'ignore', 'inherit'], detached: true },
  );
  const url = `http://127.0.0.1:${port}`;
  await waitFor('code-server to answer', async () => (await fetch(`${url}/healthz`).catch(() => undefined))?.ok);
  return {
    url: `${url}/?folder=${encodeURIComponent(folder)}`,
    probePort,
    async [Symbol.asyncDispose]() {
      const ended = new Promise((resolve) => server.once('exit', resolve));
      // Its extension hosts are children of the same group.
      if (server.pid !== undefined) process.kill(-server.pid, 'SIGTERM');
      await ended;
    },
  };
}

/** Polls until `attempt` gives something true; what it throws means "not yet". @throws with `what` after `timeoutMs` */
export async function waitFor<Value>(what: string, attempt: () => Promise<Value> | Value, timeoutMs = 60_000): Promise<NonNullable<Value>> {
  const deadlineMs = performance.now() + timeoutMs;
  let lastError: unknown;
  while (performance.now() < deadlineMs) {
    try {
      const value = await attempt();
      if (value) return value;
    } catch (error) {
      lastError = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Waited ${timeoutMs / 1000} s for ${what}`, { cause: lastError });
}

function packProbe(home: string): void {
  const vsce = join(import.meta.dirname, '..', 'node_modules', '.bin', 'vsce');
  writeFileSync(join(home, 'probe', 'README.md'), 'Only for tests.');
  const packed = spawnSync(vsce, ['package', '--no-dependencies', '--allow-missing-repository', '--skip-license', '--out', join(home, 'probe.vsix')], { cwd: join(home, 'probe'), encoding: 'utf8' });
  if (packed.status !== 0) throw new Error(`Cannot pack the probe: ${packed.stdout}${packed.stderr}`);
}

function environment(home: string, probePort: number): NodeJS.ProcessEnv {
  return { ...process.env, HOME: home, XDG_DATA_HOME: join(home, 'data'), XDG_CONFIG_HOME: join(home, 'config'), IZA_PROBE_PORT: String(probePort) };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
