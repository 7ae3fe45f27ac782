import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { listenTcp } from './tcp-wire.ts';
import type { EmulatorWire } from './emulator-wire.ts';

const OPENING_MS = 3000;
const LOOK_EVERY_MS = 20;

/** Copies both ways between a new pseudo-terminal, whose name it links at argv[1], and TCP port argv[2] of this machine. */
const PYTHON_SCRIPT = `
import os, pty, select, socket, sys, tty
master, slave = pty.openpty()
tty.setraw(slave)
os.symlink(os.ttyname(slave), sys.argv[1])
wire = socket.create_connection(('127.0.0.1', int(sys.argv[2])))
while True:
    ready, _, _ = select.select([master, wire], [], [])
    if wire in ready:
        data = wire.recv(65536)
        if not data: break
        os.write(master, data)
    if master in ready: wire.sendall(os.read(master, 65536))
`;

/** A pseudo-terminal by another program that is often installed: socat or python3; `undefined` where neither is. */
export async function openBridgedPty(): Promise<EmulatorWire | undefined> {
  const wire = await listenTcp(0);
  const port = wire.address.slice(wire.address.lastIndexOf(':') + 1);
  const folder = await mkdtemp(join(tmpdir(), 'iza-emulator-'));
  const link = join(folder, 'port');
  const tools: [string, string[]][] = [
    ['socat', [`pty,raw,echo=0,link=${link}`, `tcp:127.0.0.1:${port}`]],
    ['python3', ['-c', PYTHON_SCRIPT, link, port]],
  ];
  for (const [command, args] of tools) {
    const child = await startTool(command, args);
    const address = child && (await nameOfPty(link, child));
    if (!child || address === undefined) {
      child?.kill();
      continue;
    }
    const close = async (): Promise<void> => {
      await wire.close();
      child.kill();
      await rm(folder, { recursive: true, force: true });
    };
    return { address, received: () => wire.received(), write: (bytes) => wire.write(bytes), close, [Symbol.asyncDispose]: close };
  }
  await wire.close();
  await rm(folder, { recursive: true, force: true });
  return undefined;
}

async function startTool(command: string, args: readonly string[]): Promise<ChildProcess | undefined> {
  const child = spawn(command, args, { stdio: 'ignore' });
  try {
    await once(child, 'spawn');
    return child;
  } catch {
    return undefined;
  }
}

async function nameOfPty(link: string, child: ChildProcess): Promise<string | undefined> {
  for (let waitedMs = 0; waitedMs < OPENING_MS && child.exitCode === null; waitedMs += LOOK_EVERY_MS) {
    try {
      return await readlink(link);
    } catch {
      await delay(LOOK_EVERY_MS);
    }
  }
  return undefined;
}
