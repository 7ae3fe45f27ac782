import { CYTON_CHANNEL_COUNT, CYTON_GAINS, CYTON_STOP, encodeCytonPacket } from '../boards/index.ts';
import { CYTON_INPUTS, type CytonChannelSettings } from './cyton-channel-settings.ts';
import type { CytonSignal } from './cyton-signal.ts';

const HIGHEST_COUNT = 0x7fffff;
const LOWEST_COUNT = -0x800000;
/** µV a count at gain 1. */
const UV_PER_COUNT = (4.5 / HIGHEST_COUNT) * 1e6;
const SAMPLE_MS = 4;
const LEAD_OFF_HZ = 31.25;
const LEAD_OFF_AMPERE = 6e-9;
/** In series with each input of the board. */
const SERIES_RESISTOR_OHM = 2200;
/** The ADS1299's own test signal, ±(VREFP − VREFN) / 2400. */
const TEST_SIGNAL_UV = (4.5 / 2400) * 1e6;
const ADS_CLOCK_HZ = 2.048e6;
const SUPPLY_UV = 2.5e6;
/** The temperature sensor at 22 °C: 145,300 µV at 25 °C, 490 µV a degree. */
const TEMPERATURE_UV = 145_300 - 3 * 490;
const ACCELEROMETER_EVERY_SAMPLES = 10;
/** 1 g at ±4 g full scale, 0.002/16 g a count. */
const GRAVITY_COUNTS = 8000;

export interface CytonSamplerState {
  readonly channels: readonly CytonChannelSettings[];
  readonly daisyPresent: boolean;
  readonly testSignalRegister: number;
  readonly boardMode: string;
}

/** The amplifiers, the accelerometer and what the firmware makes of them: one packet of 33 bytes each 4 ms. */
export interface CytonSampler {
  /** startADS(): the sample number returns to 0 and the next packet is a first one. */
  start(): void;
  enableAccelerometer(isOn: boolean): void;
  setPacketType(options: { accelerometerMode: boolean; timeSync: boolean }): void;
  insertMarker(value: number): void;
  writePacket(state: CytonSamplerState, out: Uint8Array, startBytes: number, boardMs: number): void;
}

export function createCytonSampler(options: { readonly daisy: boolean; readonly signal: CytonSignal; readonly impedancesOhm: readonly number[] }): CytonSampler {
  const channelCount = options.daisy ? 16 : 8;
  const inputsUv = new Float64Array(channelCount);
  // Always 16, so that a board without a Daisy runs through the same code.
  let counts = new Int32Array(16);
  let previousCounts = new Int32Array(16);
  const means = new Int32Array(16);
  const axes = new Int16Array(3);
  const auxiliary = new Uint8Array(6);
  const auxiliaryView = new DataView(auxiliary.buffer);
  let sampleNumber = 0;
  let isFirstPacket = true;
  let samplesSinceStart = 0;
  let accelerometerOn = false;
  let samplesSinceAccelerometer = 0;
  let stopByte: number = CYTON_STOP.accelerometer;
  let marker: number | undefined;

  const inputUv = (channel: CytonChannelSettings, index: number, state: CytonSamplerState): number => {
    const seconds = (samplesSinceStart * SAMPLE_MS) / 1000;
    switch (channel.inputCode) {
      case CYTON_INPUTS.shorted:
        return 0;
      case CYTON_INPUTS.supply:
        return SUPPLY_UV;
      case CYTON_INPUTS.temperature:
        return TEMPERATURE_UV;
      case CYTON_INPUTS.testSignal:
        return testSignalUv(state.testSignalRegister, seconds);
      default: {
        const driven = channel.leadOffP || channel.leadOffN;
        const impedanceOhm = (options.impedancesOhm[index] ?? 0) + SERIES_RESISTOR_OHM;
        return inputsUv[index] + (driven ? LEAD_OFF_AMPERE * impedanceOhm * 1e6 * Math.sin(2 * Math.PI * LEAD_OFF_HZ * seconds) : 0);
      }
    }
  };

  const convert = (state: CytonSamplerState): void => {
    options.signal.nextUv(inputsUv);
    [previousCounts, counts] = [counts, previousCounts];
    for (const [index, channel] of state.channels.entries()) {
      const count = channel.poweredDown ? 0 : Math.round((inputUv(channel, index, state) * CYTON_GAINS[channel.gainCode]) / UV_PER_COUNT);
      counts[index] = Math.min(HIGHEST_COUNT, Math.max(LOWEST_COUNT, count));
    }
    samplesSinceStart += 1;
    if (!state.daisyPresent) return;
    // The very first packet of a stream leaves the board's mean as it was, and takes the Daisy's over a stale sample: both are invalid.
    for (let index = isFirstPacket ? CYTON_CHANNEL_COUNT : 0; index < 16; index += 1) means[index] = Math.trunc((previousCounts[index] + counts[index]) / 2);
  };

  const moveAccelerometer = (boardMs: number): void => {
    if (!accelerometerOn) return;
    samplesSinceAccelerometer += 1;
    if (samplesSinceAccelerometer < ACCELEROMETER_EVERY_SAMPLES) return;
    samplesSinceAccelerometer = 0;
    // A head that sways a little around upright.
    axes[0] = Math.round(GRAVITY_COUNTS * 0.06 * Math.sin((2 * Math.PI * boardMs) / 7300) + 120);
    axes[1] = Math.round(GRAVITY_COUNTS * 0.04 * Math.sin((2 * Math.PI * boardMs) / 5100) - 240);
    axes[2] = Math.round(GRAVITY_COUNTS * (1 - 0.01 * Math.sin((2 * Math.PI * boardMs) / 3700)));
  };

  const fillAuxiliary = (state: CytonSamplerState, boardMs: number): void => {
    auxiliary.fill(0);
    if (stopByte === CYTON_STOP.accelerometer) {
      for (let axis = 0; axis < 3; axis += 1) auxiliaryView.setInt16(2 * axis, axes[axis]);
      // Without this a client could not tell a new reading from an old one.
      axes.fill(0);
      return;
    }
    const isTimed = stopByte !== CYTON_STOP.raw;
    if (isTimed) auxiliaryView.setUint32(2, Math.floor(boardMs) >>> 0);
    if (stopByte === CYTON_STOP.timeSetAccelerometer || stopByte === CYTON_STOP.timeStampedAccelerometer) {
      // sendTimeWithAccelSerial(): one axis at sample numbers 7, 8, 9 of each ten.
      const axis = (sampleNumber % 10) - 7;
      if (axis >= 0) auxiliaryView.setInt16(0, axes[axis]);
      return;
    }
    const words = auxWords(state.boardMode, boardMs, marker);
    if (state.boardMode === 'marker') marker = undefined;
    for (let word = 0; word < (isTimed ? 1 : 3); word += 1) auxiliaryView.setInt16(2 * word, words[word]);
  };

  return {
    start() {
      sampleNumber = 0;
      isFirstPacket = true;
    },
    enableAccelerometer(isOn) {
      accelerometerOn = isOn;
      if (isOn) axes.fill(0);
    },
    setPacketType({ accelerometerMode, timeSync }) {
      if (timeSync) stopByte = accelerometerMode ? CYTON_STOP.timeSetAccelerometer : CYTON_STOP.timeSetRaw;
      else stopByte = accelerometerMode ? CYTON_STOP.accelerometer : CYTON_STOP.raw;
    },
    insertMarker(value) {
      // `char` is signed on the PIC32.
      marker = (value << 24) >> 24;
    },
    writePacket(state, out, startBytes, boardMs) {
      convert(state);
      moveAccelerometer(boardMs);
      isFirstPacket = false;
      const values = state.daisyPresent ? means : counts;
      const firstChannel = state.daisyPresent && sampleNumber % 2 === 0 ? CYTON_CHANNEL_COUNT : 0;
      fillAuxiliary(state, boardMs);
      encodeCytonPacket({ sampleNumber, counts: values.subarray(firstChannel, firstChannel + CYTON_CHANNEL_COUNT), auxiliary, stopByte }, out, startBytes);
      if (stopByte === CYTON_STOP.timeSetAccelerometer) stopByte = CYTON_STOP.timeStampedAccelerometer;
      else if (stopByte === CYTON_STOP.timeSetRaw) stopByte = CYTON_STOP.timeStampedRaw;
      sampleNumber = (sampleNumber + 1) & 0xff;
    },
  };
}

/** @param register CONFIG2: bit 2 doubles the amplitude; bits 1-0 are clock/2²¹, clock/2²⁰ or, as 3, a constant. */
function testSignalUv(register: number, seconds: number): number {
  const amplitudeUv = TEST_SIGNAL_UV * ((register & 0x04) === 0 ? 1 : 2);
  if ((register & 0x03) === 0x03) return amplitudeUv;
  const frequencyHz = ADS_CLOCK_HZ / ((register & 0x01) === 0 ? 2 ** 21 : 2 ** 20);
  return (seconds * frequencyHz) % 1 < 0.5 ? amplitudeUv : -amplitudeUv;
}

/** What the pins hold in each mode: three slowly turning knobs, three switches, or a marker where one is waiting. */
function auxWords(boardMode: string, boardMs: number, marker: number | undefined): [number, number, number] {
  switch (boardMode) {
    case 'analog':
      return [Math.round(512 + 500 * Math.sin(boardMs / 900)), Math.round(512 + 300 * Math.sin(boardMs / 1700)), 256];
    case 'digital': {
      const second = Math.floor(boardMs / 1000);
      return [((second & 1) << 8) | ((second >> 1) & 1), (((second >> 2) & 1) << 8) | ((second >> 3) & 1), (second >> 4) & 1];
    }
    case 'marker':
      return [marker ?? 0, 0, 0];
    default:
      return [0, 0, 0];
  }
}
