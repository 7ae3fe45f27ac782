import { CYTON_PACKET_BYTES } from '../boards/index.ts';
import { createCytonFaultPlan, type CytonFaults } from './cyton-faults.ts';
import { createCytonFirmware } from './cyton-firmware.ts';
import { createCytonLedger, type CytonLedger } from './cyton-ledger.ts';
import { silentSignal, type CytonSignal } from './cyton-signal.ts';

/** 250 packets a second; a Daisy doubles what is in them, not how many there are. */
const PACKET_MS = 4;
const BOARD_SILENT_WORDS = 'Failure: Communications timeout - Device failed to poll host$$$';
/** Typical of paste and a good cap. */
const DEFAULT_IMPEDANCE_OHM = 5000;

export interface CytonEmulatorOptions {
  readonly daisy?: boolean;
  /** What the electrodes pick up; nothing when absent. */
  readonly signal?: CytonSignal | undefined;
  readonly faults?: CytonFaults | undefined;
  /** Of the faults; equal seeds and equal calls give equal bytes. */
  readonly seed?: number | string;
  /** How much faster the board's clock runs than the host's. */
  readonly driftPpm?: number;
  /** The dongle alone, with no board that answers it. */
  readonly boardOff?: boolean;
  readonly sdCard?: boolean;
  /** One a channel, what a lead-off test finds. */
  readonly impedancesOhm?: readonly number[];
}

/**
 * A Cyton behind its dongle as a state machine without a clock: all it does is a function of its options and of the bytes and times
 * it was given. Times are milliseconds on any clock that never goes back; the board is switched on at 0.
 */
export interface CytonEmulator {
  readonly streaming: boolean;
  /** The cable is out: nothing arrives any more, and nothing will. */
  readonly unplugged: boolean;
  /** Bytes from the host at `timeMs`. Returns all that the board sent up to then, the replies last. */
  receive(bytes: Uint8Array, timeMs: number): Uint8Array<ArrayBuffer>;
  /** All that the board sent since the last call and up to `timeMs`. */
  packetsUntil(timeMs: number): Uint8Array<ArrayBuffer>;
  /** Pulls the cable. */
  unplug(timeMs: number): void;
  ledger(): CytonLedger;
}

export function createCytonEmulator(options: CytonEmulatorOptions = {}): CytonEmulator {
  const { daisy = false, seed = 0, driftPpm = 0, boardOff = false, sdCard = true } = options;
  const impedancesOhm = options.impedancesOhm ?? Array.from({ length: 16 }, () => DEFAULT_IMPEDANCE_OHM);
  const firmware = createCytonFirmware({ daisy, sdCard, signal: options.signal ?? silentSignal, impedancesOhm });
  const faultPlan = createCytonFaultPlan(options.faults ?? {}, seed);
  const ledger = createCytonLedger(CYTON_PACKET_BYTES);
  const packetMs = PACKET_MS / (1 + driftPpm * 1e-6);
  const wire = createByteQueue();
  const packet = new Uint8Array(CYTON_PACKET_BYTES);
  let nowMs = 0;
  let startMs = 0;
  let packetsInStream = 0;
  let packetsOverall = 0;
  let knownStarts = 0;
  let stalledUntilMs = 0;
  let unplugged = false;

  const say = (words: string): void => {
    if (!firmware.unreadable) wire.append(encodeCharacters(words));
  };
  const noticeStart = (timeMs: number): void => {
    // Each start of the amplifiers is a stream of its own; where one command starts them twice, the first brought no packet.
    for (; knownStarts < firmware.startCount; knownStarts += 1) {
      ledger.startStream();
      startMs = timeMs;
      packetsInStream = 0;
    }
  };
  const pullOut = (timeMs: number): void => {
    unplugged = true;
    ledger.unplug(timeMs);
    // What a stalled link still held back is gone; what was on its way arrives.
    if (timeMs < stalledUntilMs) wire.clear();
  };
  const sendPacket = (timeMs: number): void => {
    const fate = faultPlan.fateOf(packetsOverall, packetsInStream & 0xff);
    if (fate.unplugged) {
      pullOut(timeMs);
      return;
    }
    const words = firmware.writePacket(packet, 0, timeMs);
    packetsInStream += 1;
    packetsOverall += 1;
    ledger.countPacket(fate.arrivingBytes);
    if (fate.stallMs > 0) {
      stalledUntilMs = Math.max(stalledUntilMs, timeMs + fate.stallMs);
      ledger.countStall();
    }
    if (firmware.unreadable) return;
    if (fate.garbage) {
      wire.append(fate.garbage);
      ledger.countGarbage(fate.garbage.length);
    }
    if (fate.arrivingBytes > 0) wire.append(packet, fate.arrivingBytes);
    if (words !== '') say(words);
  };
  /** Lets the board live until `timeMs`: packets, and commands that run out of time, in the order of their times. */
  const live = (timeMs: number): void => {
    if (!(timeMs >= nowMs)) throw new RangeError(`Cannot run the emulated Cyton to ${timeMs} ms: it is already at ${nowMs} ms`);
    nowMs = timeMs;
    while (!unplugged && !boardOff) {
      const packetDueMs = firmware.streaming ? startMs + (packetsInStream + 1) * packetMs : Infinity;
      const timeoutMs = firmware.timeoutMs ?? Infinity;
      if (Math.min(packetDueMs, timeoutMs) > timeMs) return;
      if (timeoutMs < packetDueMs) say(firmware.poll(timeoutMs));
      else sendPacket(packetDueMs);
    }
  };
  const deliver = (timeMs: number): Uint8Array<ArrayBuffer> => (timeMs < stalledUntilMs ? new Uint8Array(0) : wire.take());

  return {
    get streaming() {
      return firmware.streaming;
    },
    get unplugged() {
      return unplugged;
    },
    receive(bytes, timeMs) {
      live(timeMs);
      if (unplugged) return deliver(timeMs);
      if (boardOff) {
        if (bytes.length > 0) say(BOARD_SILENT_WORDS);
        return deliver(timeMs);
      }
      for (const byte of bytes) {
        say(firmware.receive(String.fromCharCode(byte), timeMs));
        noticeStart(timeMs);
      }
      return deliver(timeMs);
    },
    packetsUntil(timeMs) {
      live(timeMs);
      return deliver(timeMs);
    },
    unplug: pullOut,
    ledger: () => ledger.read(),
  };
}

/** Bytes in the order they were sent, until the host takes them. */
function createByteQueue(): { append(bytes: Uint8Array, byteCount?: number): void; take(): Uint8Array<ArrayBuffer>; clear(): void } {
  let buffer = new Uint8Array(4096);
  let length = 0;
  return {
    append(bytes, byteCount = bytes.length) {
      if (length + byteCount > buffer.length) {
        const larger = new Uint8Array(Math.max(2 * buffer.length, length + byteCount));
        larger.set(buffer.subarray(0, length));
        buffer = larger;
      }
      buffer.set(byteCount === bytes.length ? bytes : bytes.subarray(0, byteCount), length);
      length += byteCount;
    },
    take() {
      const taken = buffer.slice(0, length);
      length = 0;
      return taken;
    },
    clear() {
      length = 0;
    },
  };
}

/** The firmware's words are ASCII. */
function encodeCharacters(words: string): Uint8Array {
  return Uint8Array.from(words, (character) => character.charCodeAt(0));
}
