import { readdir, readFile, readlink, realpath, stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import type { SerialPortFacts } from './serial-problem.ts';

/** Looks up what helps to explain why a port does not open. Never fails: what cannot be found out is left out. */
export async function findSerialPortFacts(path: string): Promise<SerialPortFacts> {
  const { platform } = process;
  if (platform !== 'linux') return { platform };
  const [group, holder] = await Promise.all([groupOf(path).catch(() => undefined), holderOf(path).catch(() => undefined)]);
  return { platform, group, holder };
}

async function groupOf(path: string): Promise<SerialPortFacts['group']> {
  const { gid } = await stat(path);
  // name:password:id:members, group(5)
  const lines = (await readFile('/etc/group', 'utf8')).split('\n').map((line) => line.split(':'));
  const [name, , , members] = lines.find(([, , id]) => Number(id) === gid) ?? [];
  // A port that belongs to root's group tells nothing about which group serial ports usually have.
  if (name === undefined || gid === 0) return undefined;
  return { name, listsUser: (members ?? '').split(',').includes(userInfo().username) };
}

/** Which process has the port open, as far as this user may look. */
async function holderOf(path: string): Promise<string | undefined> {
  const target = await realpath(path);
  for (const processId of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    if (Number(processId) === process.pid) continue;
    const names = await readdir(`/proc/${processId}/fd`).catch(() => []);
    for (const name of names) {
      if ((await readlink(`/proc/${processId}/fd/${name}`).catch(() => '')) !== target) continue;
      const program = (await readFile(`/proc/${processId}/comm`, 'utf8').catch(() => 'a program')).trim();
      return `${program} (process ${processId})`;
    }
  }
  return undefined;
}
