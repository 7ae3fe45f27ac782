import { createSeededRandom, type SeededRandom } from '../../foundation/index.ts';
import { CYTON_PACKET_BYTES } from '../boards/index.ts';

/** What goes wrong, by chance: each ratio is per packet. All absent: a perfect link. */
export interface CytonFaults {
  /** Packets that never arrive. */
  readonly dropRatio?: number;
  /** Only packets with an odd (Cyton) or an even (Daisy) sample number are dropped. */
  readonly dropParity?: 'odd' | 'even' | undefined;
  /** Packets before which stray bytes arrive; every third burst is `A0 01 02 C0`. */
  readonly garbageRatio?: number;
  /** Packets of which only the beginning arrives. */
  readonly cutRatio?: number;
  /** Packets before which exactly 256 are lost, so that the sample number shows no gap. */
  readonly wrapGapRatio?: number;
  /** Packets before which the link holds everything back for `stallMs`. */
  readonly stallRatio?: number;
  readonly stallMs?: number;
  /** Things that happen at a certain packet, counted from 0 over all streams since power on. */
  readonly script?: readonly CytonFaultStep[];
}

export type CytonFaultStep =
  | { readonly type: 'drop'; readonly atPacket: number; readonly packetCount: number }
  | { readonly type: 'garbage'; readonly atPacket: number; readonly bytes: Uint8Array }
  /** Only the first `byteCount` of the packet's 33 bytes arrive. */
  | { readonly type: 'cut'; readonly atPacket: number; readonly byteCount: number }
  | { readonly type: 'stall'; readonly atPacket: number; readonly durationMs: number }
  | { readonly type: 'unplug'; readonly atPacket: number };

/** What happens to one packet. */
export interface PacketFate {
  /** The cable is out: neither this packet nor anything after it arrives. */
  readonly unplugged: boolean;
  readonly stallMs: number;
  /** Stray bytes just before it. */
  readonly garbage: Uint8Array | undefined;
  /** How many of its 33 bytes arrive: 33, 0 for a lost packet, something between for a cut one. */
  readonly arrivingBytes: number;
}

const WRAP_PACKETS = 256;
const LONGEST_GARBAGE_BYTES = 24;
const TYPICAL_GARBAGE = Uint8Array.of(0xa0, 0x01, 0x02, 0xc0);
const UNHARMED: PacketFate = { unplugged: false, stallMs: 0, garbage: undefined, arrivingBytes: CYTON_PACKET_BYTES };

export interface CytonFaultPlan {
  /** Called once for each packet in order. */
  fateOf(packetNumber: number, sampleNumber: number): PacketFate;
}

/** @throws RangeError for a ratio outside 0 to 1 */
export function createCytonFaultPlan(faults: CytonFaults, seed: number | string): CytonFaultPlan {
  for (const name of ['dropRatio', 'garbageRatio', 'cutRatio', 'wrapGapRatio', 'stallRatio'] as const) {
    const ratio = faults[name] ?? 0;
    if (!(ratio >= 0 && ratio <= 1)) throw new RangeError(`Cannot emulate faults: ${name} is ${ratio}, it must be from 0 to 1`);
  }
  const random = createSeededRandom(seed);
  // One generator a kind, so that more garbage does not move the drops.
  const happens = (label: string, ratio = 0): (() => boolean) => {
    if (ratio === 0) return () => false;
    const own = random.fork(label);
    return () => own.next() < ratio;
  };
  const drops = happens('drop', faults.dropRatio);
  const garbageComes = happens('garbage', faults.garbageRatio);
  const cuts = happens('cut', faults.cutRatio);
  const wraps = happens('wrap-gap', faults.wrapGapRatio);
  const stalls = happens('stall', faults.stallRatio);
  const contents = random.fork('contents');
  const steps = (faults.script ?? []).toSorted((a, b) => a.atPacket - b.atPacket);
  const isPerfect = steps.length === 0 && !(faults.dropRatio || faults.garbageRatio || faults.cutRatio || faults.wrapGapRatio || faults.stallRatio);
  let nextStep = 0;
  let stillLost = 0;
  let unplugged = false;

  return {
    fateOf(packetNumber, sampleNumber) {
      if (isPerfect) return UNHARMED;
      let stallMs = stalls() ? (faults.stallMs ?? 500) : 0;
      let garbage = garbageComes() ? garbageBytes(contents) : undefined;
      const mayDrop = faults.dropParity === undefined || (faults.dropParity === 'odd') === (sampleNumber % 2 === 1);
      // Drawn for every packet, so that the parity does not shift the draws.
      const dropped = drops() && mayDrop;
      let arrivingBytes = cuts() ? 1 + contents.integerBelow(CYTON_PACKET_BYTES - 1) : CYTON_PACKET_BYTES;
      if (dropped) arrivingBytes = 0;
      if (wraps() && stillLost === 0) stillLost = WRAP_PACKETS;
      for (; nextStep < steps.length && steps[nextStep].atPacket <= packetNumber; nextStep += 1) {
        const step = steps[nextStep];
        if (step.type === 'drop') stillLost = Math.max(stillLost, step.packetCount);
        else if (step.type === 'garbage') garbage = step.bytes;
        else if (step.type === 'cut') arrivingBytes = Math.min(arrivingBytes, step.byteCount);
        else if (step.type === 'stall') stallMs = step.durationMs;
        else unplugged = true;
      }
      if (stillLost > 0) {
        stillLost -= 1;
        arrivingBytes = 0;
      }
      return { unplugged, stallMs, garbage, arrivingBytes };
    },
  };
}

function garbageBytes(random: SeededRandom): Uint8Array {
  if (random.integerBelow(3) === 0) return TYPICAL_GARBAGE;
  return Uint8Array.from({ length: 1 + random.integerBelow(LONGEST_GARBAGE_BYTES) }, () => random.integerBelow(256));
}
