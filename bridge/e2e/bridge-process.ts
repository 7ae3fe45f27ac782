import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const START_LIMIT_MS = 60_000;

export interface BridgeProcess {
  /** With the token. */
  readonly url: string;
  readonly processId: number;
  /** Everything that it printed so far. */
  output(): string;
  /** Ctrl-C; resolves with the exit code. */
  stop(): Promise<number | null>;
}

/** Runs `iza start` as a person would, with its state in `stateFolder`. */
export async function startBridge(args: readonly string[], { stateFolder }: { stateFolder: string }): Promise<BridgeProcess> {
  const environment: NodeJS.ProcessEnv = { ...process.env, XDG_STATE_HOME: stateFolder, XDG_CONFIG_HOME: stateFolder, NO_COLOR: '1' };
  for (const name of ['ANTHROPIC_API_KEY', 'CLAUDE_API_KEY', 'OPENAI_API_KEY', 'OLLAMA_URL', 'OLLAMA_HOST', 'IZA_VAULT', 'IZA_PORT']) delete environment[name];
  const child = spawn(process.execPath, [main, 'start', ...args], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  const url = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`The bridge printed no address in time:\n${output}`)), START_LIMIT_MS);
    const onData = (data: Buffer): void => {
      output += data.toString();
      const [found] = /http:\/\/\S+#token=\S+/.exec(output) ?? [];
      if (!found) return;
      clearTimeout(timer);
      resolve(found);
    };
    child.stdout.on('data', onData);
    child.stderr.on('data', onData);
    void exited.then((code) => reject(new Error(`The bridge ended with ${code}:\n${output}`)));
  });
  return {
    url,
    processId: child.pid!,
    output: () => output,
    stop() {
      child.kill('SIGINT');
      return exited;
    },
  };
}
