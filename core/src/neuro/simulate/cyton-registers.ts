import type { CytonChannelSettings } from './cyton-channel-settings.ts';

const ADS_REGISTER_NAMES = [
  'ADS_ID', 'CONFIG1', 'CONFIG2', 'CONFIG3', 'LOFF', 'CH1SET', 'CH2SET', 'CH3SET', 'CH4SET', 'CH5SET', 'CH6SET', 'CH7SET', 'CH8SET',
  'BIAS_SENSP', 'BIAS_SENSN', 'LOFF_SENSP', 'LOFF_SENSN', 'LOFF_FLIP', 'LOFF_STATP', 'LOFF_STATN', 'GPIO', 'MISC1', 'MISC2', 'CONFIG4',
];
/** Address ranges of the accelerometer that the firmware prints, both ends included. */
const LIS3DH_RANGES = [[0x07, 0x0f], [0x1f, 0x33], [0x38, 0x3d]] as const;
/** LIS3DH at rest: identity, powered down, ±4 g with high resolution. */
const LIS3DH_VALUES: Readonly<Record<number, number>> = { 0x0f: 0x33, 0x20: 0x08, 0x23: 0x18 };

export interface CytonRegisterState {
  /** 8 or 16. */
  readonly channels: readonly CytonChannelSettings[];
  readonly daisyPresent: boolean;
  /** 0-6 for 16,000 to 250 Hz. */
  readonly sampleRateCode: number;
  readonly testSignalRegister: number;
}

/** The answer to `?`: every register of the amplifiers and the accelerometer, in the firmware's layout. */
export function printCytonRegisters(state: CytonRegisterState): string {
  const lines = ['', 'Board ADS Registers', ...adsLines(state, 0)];
  if (state.daisyPresent) lines.push('', 'Daisy ADS Registers', ...adsLines(state, 8));
  lines.push('', 'LIS3DH Registers');
  for (const [index, [first, last]] of LIS3DH_RANGES.entries()) {
    if (index > 0) lines.push('');
    for (let address = first; address <= last; address += 1) lines.push(`0x${hexByte(address)} ${hexByte(LIS3DH_VALUES[address] ?? 0)}`);
  }
  return `${lines.join('\n')}\n`;
}

function adsLines(state: CytonRegisterState, firstChannel: number): string[] {
  return adsRegisters(state, firstChannel).map((value, address) => {
    const bits = Array.from(value.toString(2).padStart(8, '0')).join(', ');
    return `${ADS_REGISTER_NAMES[address]}, ${hexByte(address)}, ${hexByte(value)}, ${bits}`;
  });
}

/** The 24 registers of one ADS1299. @see Texas Instruments SBAS499C, register map */
function adsRegisters({ channels, daisyPresent, sampleRateCode, testSignalRegister }: CytonRegisterState, firstChannel: number): number[] {
  const own = channels.slice(firstChannel, firstChannel + 8);
  const bits = (isSet: (channel: CytonChannelSettings) => boolean): number => own.reduce((mask, channel, index) => mask | (isSet(channel) ? 1 << index : 0), 0);
  // The board's own chip drives the clock of the Daisy's.
  const config1 = (firstChannel === 0 && daisyPresent ? 0xb0 : 0x90) | sampleRateCode;
  const inBias = bits((channel) => channel.inBias && !channel.poweredDown);
  return [
    0x3e, config1, testSignalRegister, 0xec, 0x02,
    ...own.map((channel) => (channel.poweredDown ? 0x80 : 0) | (channel.gainCode << 4) | (channel.srb2 && !channel.poweredDown ? 0x08 : 0) | channel.inputCode),
    inBias, inBias, bits((channel) => channel.leadOffP), bits((channel) => channel.leadOffN), 0x00, 0x00, 0x00, 0x0f,
    own.some((channel) => channel.srb1) ? 0x20 : 0x00, 0x00, 0x00,
  ];
}

const hexByte = (value: number): string => value.toString(16).toUpperCase().padStart(2, '0');
