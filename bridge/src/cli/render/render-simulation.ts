import type { RenderContext } from './render-context.ts';
import type { Style } from './style.ts';

interface Simulation {
  readonly ptyPath?: string;
  readonly tcpAddress?: string;
  readonly ended?: 'unplugged' | 'stopped';
  readonly packetCount?: number;
  readonly lostPacketCount?: number;
  readonly strayByteCount?: number;
  readonly stallCount?: number;
  readonly out?: string;
  readonly channelNames: readonly string[];
  readonly samplingRateHz: number;
  readonly sampleCount?: number;
  readonly warnings: readonly string[];
}

/** How an emulation ended and what it did to its client, or the file that was written. */
export function renderSimulation({ ended, packetCount, lostPacketCount, strayByteCount, stallCount, out, channelNames, samplingRateHz, sampleCount = 0, warnings }: Simulation, { style }: RenderContext): string {
  const head =
    out === undefined
      ? `${style.good('✓')} ${ended === 'unplugged' ? 'The cable was pulled' : 'Stopped'}: ${packetCount} packets, ${lostPacketCount} of them lost on purpose, ${strayByteCount} stray bytes, ${stallCount} stalls\n`
      : `${style.good('✓')} ${out}: ${channelNames.length} channels, ${(sampleCount / samplingRateHz).toFixed(1)} s at ${samplingRateHz} Hz\n`;
  return head + warnings.map((warning) => `${style.warn(`⚠ ${warning}`)}\n`).join('');
}

/** Told as soon as other programs can open it. */
export function renderEmulatorReady({ board, ptyPath, tcpAddress }: { board?: string; ptyPath?: string; tcpAddress?: string }, style: Style): string {
  const places = [ptyPath, tcpAddress].filter((place) => place !== undefined).map((place) => style.accent(place));
  return `An emulated ${board} is on ${places.join(' and on ')}. Ctrl-C pulls it out.\n`;
}
