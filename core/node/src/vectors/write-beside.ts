import { open, rename, rm } from 'node:fs/promises';

/** Replaces a file as a whole: after a crash it holds either the old bytes or the new. */
export async function writeBeside(path: string, bytes: Uint8Array | string): Promise<void> {
  const beside = `${path}.${process.pid}.unfinished`;
  try {
    const file = await open(beside, 'w');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined);
    throw error;
  }
}
