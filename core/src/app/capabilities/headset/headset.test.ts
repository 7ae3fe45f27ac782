import { describe, expect, test } from 'vitest';
import type { HeadsetDevice, HeadsetPort } from '../../../ports/index.ts';
import { createHeadsetDouble, createManualClock } from '../../../testing/index.ts';
import { createIza } from '../../create-iza.ts';
import { settingsSchema } from '../../settings.ts';
import { judgeCheck } from './check-verdict.ts';
import { chooseDevice } from './use-headset.ts';

async function open({ devices }: { devices?: readonly HeadsetDevice[] } = {}) {
  const double = createHeadsetDouble({ channelCount: 2 });
  const headset: typeof double = devices ? { ...double, list: async () => [...devices] } : double;
  const iza = await createIza({ settings: settingsSchema.parse({}), sources: [], clock: createManualClock(), headset, fetch });
  return { double, iza };
}
const device = (id: string, over: Partial<HeadsetDevice> = {}): HeadsetDevice => ({ id, title: id, kind: 'serial', isLikely: false, boards: ['cyton'], ...over });
const portOf = (devices: HeadsetDevice[]): HeadsetPort => ({ ...createHeadsetDouble(), list: async () => devices });
const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/** Lets a session run: whole seconds of samples, each followed by the session as it then is. */
async function run(double: ReturnType<typeof createHeadsetDouble>, seconds: number): Promise<void> {
  while (double.sessions().length === 0) await soon();
  const [{ id }] = double.sessions();
  while (double.followerCount(id) === 0) await soon();
  for (let second = 0; second < seconds; second += 1) {
    if (!double.sessions().some((each) => each.id === id)) return;
    double.emitSamples(id, 250);
    const session = double.sessions().find((each) => each.id === id);
    if (!session) return;
    double.emit(id, { type: 'quality', sampleIndex: session.sampleCount, channels: session.channels.map(({ name }) => ({ channelName: name, state: 'good', peakToPeakUv: 40, fullScaleRatio: 0.1, lineNoiseUv: 1 })) });
    double.emit(id, { type: 'band-powers', sampleIndex: session.sampleCount, bandNames: ['alpha'], powersUv2: Float64Array.of(4, Number.NaN) });
    double.emit(id, { type: 'session-change', session });
    await soon();
  }
}

describe('chooseDevice()', () => {
  test('takes the named one without looking', async () => {
    expect(await chooseDevice(portOf([]), 'tcp:a:1')).toBe('tcp:a:1');
  });

  test.each<[string, HeadsetDevice[], string]>([
    ['the only real one', [device('simulated:cyton', { kind: 'simulated' }), device('serial:/dev/ttyACM0')], 'serial:/dev/ttyACM0'],
    ['the only likely one', [device('serial:/dev/ttyACM0'), device('serial:/dev/ttyUSB0', { isLikely: true })], 'serial:/dev/ttyUSB0'],
    ['one that no session uses', [device('serial:a', { sessionId: 'cyton-1' }), device('serial:b')], 'serial:b'],
  ])('takes %s', async (_what, devices, expected) => {
    expect(await chooseDevice(portOf(devices), undefined)).toBe(expected);
  });

  test.each<[string, HeadsetDevice[], string, RegExp]>([
    ['none', [device('simulated:cyton', { kind: 'simulated' })], 'headset-missing', /--device simulated:cyton/],
    ['one that is in use', [device('serial:a', { sessionId: 'cyton-1' })], 'headset-busy', /cyton-1 uses it.*--session cyton-1/],
    ['several', [device('serial:a'), device('serial:b')], 'bad-input', /serial:a .*serial:b .*--device/],
    ['one that cannot be used', [device('serial:a', { problem: 'You may not open it.' })], 'not-permitted', /serial:a: You may not open it\./],
  ])('says what to do about %s', async (_what, devices, code, message) => {
    await expect(chooseDevice(portOf(devices), undefined)).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  });
});

describe('headset.record', () => {
  test('records for so many seconds, shows how it goes, and tells how it went', async () => {
    const { double, iza } = await open();
    const progress: string[] = [];
    const recording = iza.call('headset.record', { device: 'simulated:double', seconds: 3, task: 'p300', out: 'a.bdf' }, { onProgress: ({ doneCount, totalCount, message }) => progress.push(`${doneCount}/${totalCount} ${message}`) });
    await run(double, 5);
    expect(await recording).toMatchObject({ session: { state: 'ended', sampleCount: 750, channelNames: ['C1', 'C2'] }, report: { durationSeconds: 3, recordingPath: 'a.bdf' } });
    expect(progress.at(-1)).toBe('3/3 3.0 s, 750 samples, none lost');
    expect(double.starts[0]).toMatchObject({ deviceId: 'simulated:double', lineFrequencyHz: 50, recording: { path: 'a.bdf', task: 'p300', replace: false }, simulation: { seed: 'iza', task: 'p300' } });
    expect(double.sessions()).toEqual([]);
  });

  test('ends as well when the caller says so: Ctrl-C is no failure', async () => {
    const { double, iza } = await open();
    const controller = new AbortController();
    const recording = iza.call('headset.record', { device: 'simulated:double' }, { signal: controller.signal });
    await run(double, 2);
    controller.abort();
    expect(await recording).toMatchObject({ report: { durationSeconds: 2 } });
  });

  test('returns at once when it is not waited for, and ends by itself in time', async () => {
    const { double, iza } = await open();
    expect(await iza.call('headset.record', { device: 'simulated:double', wait: false, seconds: 2 })).toMatchObject({ session: { state: 'streaming' } });
    expect(double.sessions()).toHaveLength(1);
    await run(double, 3);
    await soon();
    expect(double.sessions()).toEqual([]);
  });
});

describe('headset.stream', () => {
  const lines = async (input: object) => {
    const { double, iza } = await open();
    const seen: unknown[] = [];
    const streaming = iza.call('headset.stream', { device: 'simulated:double', seconds: 2, ...input }, { onDelta: (text) => seen.push(JSON.parse(text)) });
    await run(double, 2);
    await streaming;
    return seen;
  };

  test('gives band powers by default, one JSON object a line; what is not known is null', async () => {
    expect(await lines({})).toContainEqual({ type: 'band-powers', seconds: 1, channels: [{ name: 'C1', powersUv2: { alpha: 4 } }, { name: 'C2', powersUv2: { alpha: null } }] });
  });

  test('gives every sample by channel', async () => {
    const samples = (await lines({ show: 'samples' })) as { type: string; firstSampleIndex: number; channels: { name: string; samples: number[] }[] }[];
    expect(samples[0]).toMatchObject({ type: 'samples', firstSampleIndex: 0, lostCount: 0 });
    expect(samples[0].channels.map(({ name, samples: values }) => [name, values.length, values[1]])).toEqual([['C1', 250, 1], ['C2', 250, 101]]);
  });

  test('gives the quality of each electrode', async () => {
    expect(await lines({ show: 'quality' })).toContainEqual(expect.objectContaining({ type: 'quality', seconds: 1 }));
  });

  test('follows a session that runs, and leaves it running', async () => {
    const { double, iza } = await open();
    const { id } = await double.start({ deviceId: 'simulated:double', lineFrequencyHz: 50 });
    const following = iza.call('headset.stream', { session: id, seconds: 1 });
    await run(double, 2);
    const result = await following;
    expect(result).toMatchObject({ session: { id, state: 'streaming' } });
    expect(result).not.toHaveProperty('report');
    expect(double.sessions()).toHaveLength(1);
  });
});

test('headset.mark and headset.stop mean the session that runs, and say so when there is none or more than one', async () => {
  const { double, iza } = await open();
  await expect(iza.call('headset.mark', { text: 'a' })).rejects.toMatchObject({ code: 'session-missing' });
  const first = await double.start({ deviceId: 'a', lineFrequencyHz: 50 });
  expect(await iza.call('headset.mark', { text: ' blink ' })).toEqual({ session: first.id, sampleIndex: 0, onsetSeconds: 0 });
  await double.start({ deviceId: 'b', lineFrequencyHz: 50 });
  await expect(iza.call('headset.stop', {})).rejects.toMatchObject({ code: 'bad-input', message: expect.stringContaining('--session') });
  expect(await iza.call('headset.stop', { session: first.id })).toMatchObject({ session: { id: first.id, state: 'ended' } });
  expect(await iza.call('headset.list', {})).toMatchObject({ devices: [{ id: 'simulated:double' }], sessions: [{ deviceId: 'b' }] });
});

test('headset.check looks at the electrodes and gives a verdict', async () => {
  const { double, iza } = await open();
  const checking = iza.call('headset.check', { device: 'simulated:double', seconds: 3, impedance: true });
  await run(double, 3);
  expect(await checking).toMatchObject({ verdict: 'ready', advice: [], channels: [{ channelName: 'C1', state: 'good', impedanceOhm: 5000 }, { channelName: 'C2' }] });
  expect(double.sessions()).toEqual([]);
});

test('headset.check looks at the session that runs, and leaves it running', async () => {
  const { double, iza } = await open();
  const { id } = await double.start({ deviceId: 'simulated:double', lineFrequencyHz: 50 });
  const checking = iza.call('headset.check', { seconds: 3 });
  await run(double, 3);
  expect(await checking).toMatchObject({ verdict: 'ready', session: { id, state: 'streaming' } });
  expect(double.starts).toHaveLength(1);
});

test('a host without headsets says so', async () => {
  const iza = await createIza({ settings: settingsSchema.parse({}), sources: [], clock: createManualClock(), fetch });
  await expect(iza.call('headset.list', {})).rejects.toMatchObject({ code: 'unsupported' });
});

describe('judgeCheck()', () => {
  const session = { sampleCount: 1250, lostCount: 0, samplingRateHz: 250, warnings: [] };
  const good = { channelName: 'Cz', state: 'good', peakToPeakUv: 40, fullScaleRatio: 0.1, lineNoiseUv: 1 } as const;
  const judge = (over: Partial<Parameters<typeof judgeCheck>[0]>) => judgeCheck({ session, quality: [good], impedancesOhm: new Map(), arrivalMs: 4, ...over });

  test.each([
    ['everything is well', {}, 'ready', undefined],
    ['an electrode is railed', { quality: [good, { ...good, channelName: 'Fp1', state: 'railed' as const }] }, 'usable', /Fp1: railed/],
    ['all electrodes are flat', { quality: [{ ...good, state: 'flat' as const }] }, 'not-usable', /Cz: flat/],
    ['an electrode is noisy', { quality: [{ ...good, state: 'noisy' as const }] }, 'usable', /noisy/],
    ['an electrode has a large offset', { quality: [{ ...good, state: 'near-railed' as const }] }, 'usable', /close to railing/],
    ['an impedance is high', { impedancesOhm: new Map([['Cz', 64_000]]) }, 'usable', /Cz 64 kΩ/],
    ['samples were lost', { session: { ...session, lostCount: 40 } }, 'usable', /3\.2 % of the samples were lost/],
    ['most samples were lost', { session: { ...session, lostCount: 600 } }, 'not-usable', /48\.0 %/],
    ['nothing came', { session: { ...session, sampleCount: 0 }, quality: [] }, 'not-usable', undefined],
    ['samples come in bursts', { arrivalMs: 16 }, 'ready', /latency timer to 1 ms/],
    ['there is a warning', { session: { ...session, warnings: ['FTDI'] } }, 'ready', /FTDI/],
  ])('when %s', (_when, over, verdict, advice) => {
    const judged = judge(over);
    expect(judged.verdict).toBe(verdict);
    if (advice) expect(judged.advice.join('\n')).toMatch(advice);
    else expect(judged.advice).toEqual([]);
  });
});
