import { readFile, realpath } from 'node:fs/promises';
import { basename } from 'node:path';

/** The chip's own default: it holds bytes back for so long unless told otherwise. */
const FTDI_DEFAULT_MS = 16;

/** How long the FTDI chip of a port holds bytes back; `undefined` where there is none or it cannot be read. */
export async function readFtdiLatencyMs(path: string): Promise<number | undefined> {
  if (process.platform !== 'linux') return undefined;
  try {
    const text = await readFile(`/sys/bus/usb-serial/devices/${basename(await realpath(path))}/latency_timer`, 'utf8');
    const latencyMs = Number(text.trim());
    return Number.isFinite(latencyMs) ? latencyMs : undefined;
  } catch {
    return undefined;
  }
}

/** What to do about samples that arrive in bursts; `undefined` when there is nothing to do. */
export function ftdiLatencyAdvice(path: string, { platform, latencyMs, isFtdi }: { platform: NodeJS.Platform; latencyMs: number | undefined; isFtdi: boolean }): string | undefined {
  if (platform === 'linux') {
    if (latencyMs === undefined || latencyMs <= 1) return undefined;
    return `The FTDI chip at ${path} holds samples back for ${latencyMs} ms, so they arrive in bursts. Make it 1 ms with \`echo 1 | sudo tee /sys/bus/usb-serial/devices/${basename(path)}/latency_timer\`.`;
  }
  if (platform === 'win32' && isFtdi) {
    return `The FTDI driver of ${path} may hold samples back for ${FTDI_DEFAULT_MS} ms. Set Device Manager → Ports → ${path} → Port Settings → Advanced → Latency Timer to 1 ms.`;
  }
  return undefined;
}
