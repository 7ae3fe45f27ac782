import { stat } from 'node:fs/promises';

const LOOK_MS = 50;

/**
 * Tells once when the file of a serial port is gone: its adapter was unplugged. A port that was hung up can look like one on which
 * nothing comes, so its own events are not enough. Windows has no such file.
 * @returns ends the watch
 */
export function watchPortFile(path: string, onGone: () => void, { platform = process.platform }: { platform?: NodeJS.Platform } = {}): () => void {
  if (platform === 'win32') return () => undefined;
  let isOver = false;
  let timer: NodeJS.Timeout | undefined;
  const look = async (): Promise<void> => {
    try {
      await stat(path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT' && !isOver) {
        isOver = true;
        onGone();
      }
    }
    if (!isOver) timer = setTimeout(() => void look(), LOOK_MS);
  };
  timer = setTimeout(() => void look(), LOOK_MS);
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}
