import { IzaError } from '../../../foundation/index.ts';
import { createCytonEmulator, createEegSignal, createEegSimulator, type CytonFaults } from '../../../neuro/index.ts';
import type { CapabilityContext } from '../../capability.ts';
import type { Iza } from '../../create-iza.ts';
import { sitesOfBoard } from './sites-of-board.ts';
import type { SimulateInput } from './simulate.ts';

const PACKETS_PER_SECOND = 250;
const TELL_EVERY_MS = 1000;
/** A Cyton has no high-pass: contacts sit tens of millivolts from zero. */
const DC_OFFSET_UV = 10_000;

export interface EmulationReport {
  ptyPath?: string | undefined;
  tcpAddress?: string | undefined;
  ended: 'unplugged' | 'stopped';
  packetCount: number;
  lostPacketCount: number;
  strayByteCount: number;
  stallCount: number;
  channelNames: string[];
  samplingRateHz: number;
  warnings: string[];
}

/** Runs an emulated board on wires until its time is over, its cable is pulled or the caller's signal fires, which is no failure. */
export async function emulateCyton(input: SimulateInput, { emulator: port, clock }: Iza, { signal, onProgress, onDelta }: CapabilityContext): Promise<EmulationReport> {
  if (!port) throw new IzaError('unsupported', 'Cannot emulate a headset here: this host has no ports to put it on. Use the terminal or the bridge.');
  const daisy = input.board === 'cyton-daisy';
  const channelNames = sitesOfBoard(input.board, input.channels);
  const inputCount = daisy ? 16 : 8;
  if (channelNames.length !== inputCount) throw new IzaError('bad-input', `Cannot put ${channelNames.length} electrodes on a board of ${inputCount} inputs: name ${inputCount} with --channels.`);
  const simulator = createEegSimulator({ seed: input.seed, samplingRateHz: PACKETS_PER_SECOND, channelNames, task: input.task, lineFrequencyHz: input.lineFrequency, dcOffsetUv: DC_OFFSET_UV });
  const emulator = createCytonEmulator({
    daisy,
    signal: createEegSignal(simulator),
    impedancesOhm: simulator.electrodes.map(({ impedanceOhm }) => impedanceOhm),
    faults: faultsOf(input),
    seed: input.seed,
    driftPpm: input.drift,
  });
  const served = await port.serve(emulator, { pty: input.pty || input.tcp === undefined, tcpPort: input.tcp, latencyTimerMs: input.latency });
  const { ptyPath, tcpAddress } = served;
  onDelta?.(`${JSON.stringify({ type: 'emulator-ready', board: input.board, ptyPath, tcpAddress })}\n`);
  const until = new AbortController();
  const untilSignal = signal ? AbortSignal.any([signal, until.signal]) : until.signal;
  const startedMs = clock.nowMs();
  const timer = tellUntilOver();
  const ended = await Promise.race([served.ended, timer]);
  until.abort();
  await served.close();
  await timer;
  return { ptyPath, tcpAddress, ended: ended === 'unplugged' ? 'unplugged' : 'stopped', ...counts(), channelNames, samplingRateHz: daisy ? PACKETS_PER_SECOND / 2 : PACKETS_PER_SECOND, warnings: [] };

  function counts() {
    const { packetCounts, lostPacketCount, strayByteCount, stallCount } = emulator.ledger();
    return { packetCount: packetCounts.reduce((sum, count) => sum + count, 0), lostPacketCount, strayByteCount, stallCount };
  }

  async function tellUntilOver(): Promise<'stopped'> {
    const endMs = input.seconds === undefined ? Infinity : startedMs + 1000 * input.seconds;
    for (let nowMs = startedMs; nowMs < endMs && !untilSignal.aborted; nowMs = clock.nowMs()) {
      const { packetCount, lostPacketCount } = counts();
      const message = `${[ptyPath, tcpAddress].filter((name) => name !== undefined).join(', ')}: ${emulator.streaming ? 'streaming' : 'waiting'}, ${packetCount} packets, ${lostPacketCount} lost on purpose`;
      onProgress?.({ doneCount: Math.floor((nowMs - startedMs) / 1000), totalCount: input.seconds, message });
      // An abort is how this ends.
      await clock.sleep(Math.min(TELL_EVERY_MS, endMs - nowMs), { signal: untilSignal }).catch(() => undefined);
    }
    return 'stopped';
  }
}

function faultsOf({ drop, dropParity, garbage, cut, wrapGap, stall, unplugAfter }: SimulateInput): CytonFaults {
  return {
    dropRatio: drop,
    dropParity,
    garbageRatio: garbage,
    cutRatio: cut,
    wrapGapRatio: wrapGap,
    stallRatio: stall,
    script: unplugAfter === undefined ? [] : [{ type: 'unplug', atPacket: Math.round(unplugAfter * PACKETS_PER_SECOND) }],
  };
}
