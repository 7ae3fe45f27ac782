import { boards, captureSamples, createCytonEmulator, type CytonFaults } from '@iza/core/neuro';
import type { Transport } from '@iza/core/ports';
import { systemClock } from '@iza/node/worker';
import { captureEmulated, createKnownSignal } from './emulator-capture.ts';
import { checkAnswer, compareSides, type Bench, type BenchRow } from './harness.ts';

/** Five packets in a hundred meet a fault. */
const FAULTS: CytonFaults = { dropRatio: 0.039, garbageRatio: 0.01, wrapGapRatio: 0.00002, stallRatio: 0.001, stallMs: 300 };
/**
 * And packets of which only the beginning arrives. There is no checksum: such a beginning and the bytes after it now and then make a
 * packet that nothing tells from a true one, so this row counts them and allows a few in a million.
 */
const WITH_CUTS: CytonFaults = { ...FAULTS, dropRatio: 0.033, cutRatio: 0.006 };
const ALLOWED_PER_MILLION = 5;
const CHUNK_MS = 16;

export const bench: Bench = {
  name: 'emulator',
  target: '1 M packets with 5 % faults: not one wrong sample; every loss counted exactly',
  async run({ small }) {
    const packetCount = small ? 30_000 : 1_000_000;
    const rows: BenchRow[] = [];
    for (const daisy of [false, true]) {
      for (const faults of [FAULTS, WITH_CUTS]) {
        const side = `${daisy ? 'Cyton + Daisy' : 'Cyton'}${faults === WITH_CUTS ? ', cut packets too' : ''}`;
        const report = await captureEmulated({ daisy, packetCount, faults, seed: 'bench', chunkMs: CHUNK_MS });
        const { ledger, wrongSampleCount, inventedCount, countedLostCount, nanCount, trulyLostCount, sacrificedCount } = report;
        const allowed = faults === WITH_CUTS ? ALLOWED_PER_MILLION : 0;
        checkAnswer(`${side}: ${wrongSampleCount} wrong samples, ${inventedCount} lost ones given as data`, wrongSampleCount + inventedCount <= allowed);
        checkAnswer(
          `${side}: ${countedLostCount} counted as lost; ${trulyLostCount} were lost on the wire and ${sacrificedCount} given up`,
          nanCount === countedLostCount && countedLostCount === trulyLostCount + sacrificedCount - inventedCount,
        );
        const note = `${packetCount} packets, ${ledger.lostPacketCount} lost, ${ledger.strayByteCount} stray bytes, ${ledger.stallCount} stalls: ${wrongSampleCount} wrong, ${trulyLostCount} samples lost and counted, ${sacrificedCount} given up with them`;
        rows.push(plainRow(side, note));
      }
    }
    return [...rows, ...(await timeSides(small ? 30_000 : 300_000))];
  },
};

function plainRow(side: string, note: string): BenchRow {
  return { bench: 'emulator', side, medianMs: 0, minMs: 0, maxMs: 0, ratioToFirst: 1, note };
}

/** How fast: the emulator alone, its faulty bytes through a capture, clean bytes through the decoder alone. */
async function timeSides(packetCount: number): Promise<BenchRow[]> {
  const clean = chunksOf(packetCount, {});
  const faulty = chunksOf(packetCount, FAULTS);
  const rows = await compareSides(
    'emulator',
    [
      { name: 'decode, clean bytes', run: () => decodeAll(clean) },
      { name: 'capture, clean bytes', run: () => captureAll(clean) },
      { name: 'capture, 5 % faults', run: () => captureAll(faulty) },
      { name: 'emulate, 5 % faults', run: () => chunksOf(packetCount, FAULTS).length },
    ],
    { rounds: 5 },
  );
  return rows.map((row) => ({ ...row, note: `${(packetCount / row.medianMs).toFixed(0)} packets/ms` }));
}

function chunksOf(packetCount: number, faults: CytonFaults): Uint8Array[] {
  const emulator = createCytonEmulator({ faults, seed: 'bench', signal: createKnownSignal() });
  emulator.receive(Uint8Array.of(0x62), 0);
  return Array.from({ length: Math.ceil((packetCount * 4) / CHUNK_MS) }, (_, index) => emulator.packetsUntil((index + 1) * CHUNK_MS));
}

function decodeAll(chunks: readonly Uint8Array[]): number {
  const decoder = boards.cyton.createFrameDecoder(boards.cyton.defaultSettings);
  decoder.restart({ fromStart: true });
  return chunks.reduce((sum, bytes) => sum + decoder.decode(bytes).frameCount, 0);
}

async function captureAll(chunks: readonly Uint8Array[]): Promise<number> {
  const close = async (): Promise<void> => undefined;
  const transport: Transport = {
    description: 'bytes of the emulator',
    nowMs: () => 0,
    async *chunks() {
      for (const [index, bytes] of chunks.entries()) yield { bytes, arrivalMs: (index + 1) * CHUNK_MS };
    },
    write: close,
    close,
    [Symbol.asyncDispose]: close,
  };
  const capture = await captureSamples(transport, { board: boards.cyton, clock: systemClock, handshake: false });
  let sampleCount = 0;
  for await (const event of capture) if (event.type === 'samples') sampleCount += event.block.sampleCount;
  return sampleCount;
}
