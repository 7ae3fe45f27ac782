import { plainStrings } from './plain-text.ts';
import type { RenderContext } from './render-context.ts';
import { renderEmulatorReady } from './render-simulation.ts';
import type { Style } from './style.ts';
import { renderTextTable } from './text-table.ts';

interface Session {
  readonly id: string;
  readonly deviceId: string;
  readonly title: string;
  readonly channelNames: readonly string[];
  readonly samplingRateHz: number;
  readonly state: string;
  readonly sampleCount: number;
  readonly lostCount: number;
  readonly gapCount: number;
  readonly driftPpm?: number;
  readonly firmware?: string;
  readonly recordingPath?: string;
}

interface Quality {
  readonly channelName: string;
  readonly state: 'good' | 'noisy' | 'near-railed' | 'railed' | 'flat';
  readonly peakToPeakUv: number;
  readonly fullScaleRatio: number;
  readonly lineNoiseUv: number;
  readonly impedanceOhm?: number;
}

interface Report {
  readonly failure?: string;
  readonly recordingPath?: string;
  readonly notePath?: string;
  readonly durationSeconds: number;
  readonly quality: readonly Quality[];
  readonly bandPowersUv2: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly annotations: readonly { readonly text: string }[];
  readonly warnings: readonly string[];
}

interface Device {
  readonly id: string;
  readonly title: string;
  readonly kind: string;
  readonly isLikely: boolean;
  readonly sessionId?: string;
  readonly problem?: string;
}

export function renderHeadsets({ devices, sessions }: { devices: readonly Device[]; sessions: readonly Session[] }, context: RenderContext): string {
  const { style } = context;
  const isFound = devices.some(({ kind }) => kind !== 'simulated');
  const rows = devices.map((device) => [device.isLikely ? style.bold(device.id) : device.id, device.sessionId === undefined ? device.title : `${device.title} (in use by ${device.sessionId})`]);
  const problems = devices.filter(({ problem }) => problem !== undefined).map(({ id, problem }) => `${style.warn('⚠')} ${id}: ${problem}\n`).join('');
  const nothing = isFound ? '' : `No headset was found: plug in the dongle or switch on the WiFi shield, or take a simulated one.\n`;
  const running = sessions.map((session) => `${style.good('●')} ${style.bold(session.id)}  ${session.title} at ${session.deviceId}, ${session.state}: ${progressOf(session)}${session.recordingPath === undefined ? '' : `, recording to ${session.recordingPath}`}\n`).join('');
  return `${nothing}${renderTextTable(rows, context)}${problems}${running}`;
}

export function renderCheck(check: { verdict: 'ready' | 'usable' | 'not-usable'; session: Session; channels: readonly Quality[]; arrivalMs?: number; longestArrivalMs?: number; advice: readonly string[] }, context: RenderContext): string {
  const { style } = context;
  const { session, arrivalMs, longestArrivalMs } = check;
  const verdict = { ready: style.good('✓ Ready.'), usable: style.warn('! Usable, but it could be better.'), 'not-usable': style.bad('✗ Not usable yet.') }[check.verdict];
  const facts: string[][] = [
    ['Board', `${session.title}${session.firmware === undefined ? '' : `, firmware ${session.firmware}`}, ${session.channelNames.length} electrodes at ${session.samplingRateHz} Hz`],
    ['Device', session.deviceId],
    ['Samples', progressOf(session)],
    ...(arrivalMs === undefined ? [] : [['Arrival', `every ${arrivalMs.toFixed(1)} ms, at most ${(longestArrivalMs ?? arrivalMs).toFixed(0)} ms apart`]]),
  ];
  return `${renderTextTable(facts.map(([name, value]) => [style.dim(name), value]), context)}\n${qualityTable(check.channels, context)}\n${verdict}\n${check.advice.map((line) => `  ${line}\n`).join('')}`;
}

export function renderSessionResult({ session, report }: { session: Session; report?: Report }, context: RenderContext): string {
  const { style } = context;
  if (!report) return `${style.good('●')} ${style.bold(session.id)} runs: ${session.title} at ${session.deviceId}.\n  iza headset mark TEXT marks a moment, iza headset stop ${session.id} ends it.\n`;
  const markers = report.annotations.filter(({ text }) => !text.startsWith('BAD_')).length;
  const powers = bandPowerTable(report.bandPowersUv2, context);
  const files = [['Recording', report.recordingPath], ['Note', report.notePath]].filter((row): row is [string, string] => row[1] !== undefined);
  return [
    `${report.failure === undefined ? style.good('✓') : style.bad('✗')} ${session.title}: ${progressOf(session)}${markers > 0 ? `, ${markers} marker${markers === 1 ? '' : 's'}` : ''}\n`,
    renderTextTable(files.map(([name, path]) => [style.dim(name), path]), context),
    report.quality.length > 0 ? `\n${qualityTable(report.quality, context)}` : '',
    powers === '' ? '' : `\n${powers}`,
    ...report.warnings.map((warning) => `${style.warn('⚠')} ${warning}\n`),
  ].join('');
}

export function renderMark({ session, onsetSeconds }: { session: string; onsetSeconds: number }): string {
  return `Marked ${session} at ${onsetSeconds.toFixed(3)} s.\n`;
}

/** A line of `headset.stream` for a person. */
export function renderStreamLine(line: string, { style }: Pick<RenderContext, 'style'>): string {
  // reason: the capability wrote it, in the form that its declaration tells
  const event = plainStrings(JSON.parse(line)) as { type: string; seconds?: number; text?: string; eventCount?: number; board?: string; ptyPath?: string; tcpAddress?: string; firstSampleIndex?: number; channels?: readonly { name?: string; channelName?: string; state?: Quality['state']; powersUv2?: Readonly<Record<string, number | null>>; samples?: readonly (number | null)[] }[] };
  const time = event.seconds === undefined ? '' : style.dim(`${event.seconds.toFixed(0).padStart(5)} s  `);
  switch (event.type) {
    case 'emulator-ready':
      return renderEmulatorReady(event, style);
    case 'marker':
      return `${time}${style.accent(`▸ ${event.text}`)}\n`;
    case 'skipped':
      return style.warn(`… ${event.eventCount} events were left out: this terminal is too slow\n`);
    case 'quality':
      return `${time}${(event.channels ?? []).map(({ channelName = '', state = 'good' }) => `${channelName} ${stateText(state, style)}`).join('  ')}\n`;
    case 'band-powers':
      return `${time}${(event.channels ?? []).map(({ name = '', powersUv2 = {} }) => `${name} ${strongest(powersUv2)}`).join('  ')}\n`;
    case 'samples':
      return (event.channels?.[0]?.samples ?? [])
        .map((_, index) => `${style.dim(String((event.firstSampleIndex ?? 0) + index).padStart(8))}  ${(event.channels ?? []).map(({ samples }) => (samples?.[index] === null || samples?.[index] === undefined ? '–' : samples[index].toFixed(1)).padStart(10)).join('')}\n`)
        .join('');
    default:
      return '';
  }
}

/** `alpha 12.3`: the band that stands out, without the slow ones that always lead. */
function strongest(powersUv2: Readonly<Record<string, number | null>>): string {
  const [name, power] = Object.entries(powersUv2)
    .filter((entry): entry is [string, number] => entry[1] !== null && entry[0] !== 'delta')
    .reduce<[string, number]>((best, entry) => (entry[1] > best[1] ? entry : best), ['–', 0]);
  return name === '–' ? name : `${name} ${power.toPrecision(3)}`;
}

function progressOf({ sampleCount, samplingRateHz, lostCount, gapCount, driftPpm }: Session): string {
  const lost = lostCount === 0 ? 'none lost' : `${lostCount} lost in ${gapCount} gap${gapCount === 1 ? '' : 's'}`;
  return `${(sampleCount / samplingRateHz).toFixed(1)} s, ${sampleCount} samples, ${lost}${driftPpm === undefined ? '' : `, clock ${driftPpm >= 0 ? '+' : ''}${driftPpm.toFixed(0)} ppm`}`;
}

function stateText(state: Quality['state'], style: Style): string {
  if (state === 'good') return style.good(state);
  return state === 'railed' || state === 'flat' ? style.bad(state) : style.warn(state);
}

function qualityTable(quality: readonly Quality[], context: RenderContext): string {
  if (quality.length === 0) return 'No electrode was seen long enough to judge it.\n';
  const { style } = context;
  const hasImpedance = quality.some(({ impedanceOhm }) => impedanceOhm !== undefined);
  const head = ['electrode', 'state', 'peak to peak', 'mains', 'of full scale', ...(hasImpedance ? ['impedance'] : [])];
  const rows = quality.map(({ channelName, state, peakToPeakUv, lineNoiseUv, fullScaleRatio, impedanceOhm }) => [
    channelName,
    stateText(state, style),
    `${peakToPeakUv.toFixed(0)} µV`,
    `${lineNoiseUv.toFixed(1)} µV`,
    `${(100 * fullScaleRatio).toFixed(0)} %`,
    ...(hasImpedance ? [impedanceOhm === undefined ? '–' : `${(impedanceOhm / 1000).toFixed(1)} kΩ`] : []),
  ]);
  return renderTextTable([head.map((cell) => style.dim(cell)), ...rows], { ...context, right: [2, 3, 4, 5] });
}

function bandPowerTable(bandPowersUv2: Report['bandPowersUv2'], context: RenderContext): string {
  const channels = Object.entries(bandPowersUv2);
  const bands = Object.keys(channels[0]?.[1] ?? {});
  if (bands.length === 0) return '';
  const rows = channels.map(([name, powers]) => [name, ...bands.map((band) => powers[band]?.toPrecision(3) ?? '–')]);
  return renderTextTable([['µV²', ...bands].map((cell) => context.style.dim(cell)), ...rows], { ...context, right: bands.map((_, index) => index + 1) });
}
