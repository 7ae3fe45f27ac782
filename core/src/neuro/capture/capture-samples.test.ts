import { describe, expect, test } from 'vitest';
import { errorCodeOf, IzaError } from '../../foundation/index.ts';
import type { SampleBlock } from '../../ports/index.ts';
import { createManualClock, settle, type ManualClock } from '../../testing/doubles/index.ts';
import { boards, CYTON_PACKET_BYTES, encodeCytonPacket } from '../boards/index.ts';
import type { CaptureEvent } from './capture-event.ts';
import { captureSamples } from './capture-samples.ts';
import type { Capture, CaptureOptions } from './capture.ts';
import { createCytonDouble, DAISY_HELLO, HELLO, standardReplies, type CytonDouble, type CytonDoubleOptions } from './cyton-double.test-support.ts';

const UV_PER_COUNT = 4.5 / 24 / (2 ** 23 - 1) / 1e-6;

describe('captureSamples()', () => {
  test('greets the board, starts it and gives its samples in microvolts, at once', async () => {
    const { double, capture, events, clock } = await startedCapture();
    expect(capture.hello).toContain('Firmware: v3.1.2');
    expect(double.written).toEqual(['s', 'v', 'b']);
    double.send(3);
    await settle();
    expect(blocksOf(events)).toHaveLength(1);
    const [block] = blocksOf(events);
    expect(block).toMatchObject({ firstSampleIndex: 0, sampleCount: 3, lostCount: 0, startMs: clock.nowMs() - 8 });
    expect([...block.samples.subarray(0, 3)]).toEqual([0, UV_PER_COUNT, 2 * UV_PER_COUNT]);
    expect(block.samples[7 * 3 + 2]).toBeCloseTo(-2 * UV_PER_COUNT, 12);
    await stopped(capture, clock);
    expect(double.written.at(-1)).toBe('s');
    expect(double.isClosed).toBe(true);
  });

  test('lost packets are NaN in every channel, counted, and told once a gap', async () => {
    const { double, events, capture } = await startedCapture();
    double.send(10, { keep: (position) => ![3, 4, 8].includes(position) });
    double.send(3);
    await settle();
    expect(firstChannel(events)).toEqual([0, 1, 2, Number.NaN, Number.NaN, 5, 6, 7, Number.NaN, 9, 10, 11, 12]);
    expect(events.filter(({ type }) => type === 'gap')).toEqual([
      { type: 'gap', firstSampleIndex: 3, sampleCount: 2, reason: 'packets-lost' },
      { type: 'gap', firstSampleIndex: 8, sampleCount: 1, reason: 'packets-lost' },
    ]);
    expect(capture.state()).toMatchObject({ phase: 'streaming', sampleCount: 13, lostCount: 3, gapCount: 2, staleCount: 0 });
  });

  test('a packet that comes twice is left out', async () => {
    const { double, events, capture } = await startedCapture();
    double.send(3);
    double.number = 2;
    double.send(1);
    double.send(2);
    await settle();
    expect(firstChannel(events)).toEqual([0, 1, 2, 4, 5]);
    expect(capture.state()).toMatchObject({ sampleCount: 5, staleCount: 1, lostCount: 0 });
  });

  test('a Daisy: pairs 2k and 2k+1 only, the first pair is left out, half a pair is a lost sample', async () => {
    const replies = (command: string) => (command === 'v' ? DAISY_HELLO : standardReplies(command));
    const { double, events, capture } = await startedCapture({ board: boards['cyton-daisy'], replies });
    expect(double.written).toEqual(['s', 'v', 'C', 'b']);
    expect(capture.samplingRateHz).toBe(125);
    double.send(12, { keep: (position) => position !== 4 && position !== 9 });
    await settle();
    const [block] = blocksOf(events);
    // The first channel of the Cyton is in odd packets, the ninth in even ones.
    expect(channelOf(block, 0)).toEqual([3, Number.NaN, 7, Number.NaN, 11]);
    expect(channelOf(block, 8)).toEqual([2, Number.NaN, 6, Number.NaN, 10]);
    expect(capture.state()).toMatchObject({ sampleCount: 5, lostCount: 2, gapCount: 2 });
  });

  test('whole turns of the counter that were lost are told by time', async () => {
    const { double, events, clock } = await startedCapture();
    await stream(double, clock, 100);
    for (let turn = 0; turn < 512; turn++) double.send(1, { keep: () => false });
    await clock.advance(2048);
    await stream(double, clock, 100);
    expect(events.filter(({ type }) => type === 'gap')).toEqual([{ type: 'gap', firstSampleIndex: 100, sampleCount: 512, reason: 'packets-lost' }]);
    expect(firstChannel(events)).toEqual(Array.from({ length: 712 }, (_, index) => (index >= 100 && index < 612 ? Number.NaN : index)));
  });

  test('packets that were only held up are not taken for a lost turn', async () => {
    const { double, events, clock } = await startedCapture();
    await stream(double, clock, 100);
    await clock.advance(850);
    for (let chunk = 0; chunk < 20; chunk++) double.send(10);
    await settle();
    await stream(double, clock, 100);
    expect(events.filter(({ type }) => type === 'gap')).toEqual([]);
    expect(firstChannel(events)).toEqual(Array.from({ length: 400 }, (_, index) => index));
  });

  test('times are those of a steady clock, also where chunks come in bursts', async () => {
    const { double, events, clock } = await startedCapture();
    for (let chunk = 0; chunk < 100; chunk++) {
      await clock.advance(40);
      double.send(10);
      await settle();
    }
    const blocks = blocksOf(events);
    for (const [index, { startMs }] of blocks.entries()) expect(startMs).toBeCloseTo(blocks[0].startMs + index * 40, 6);
  });

  test('mark() gives the sample that is being taken, on the clock of the samples', async () => {
    const { double, events, clock, capture } = await startedCapture();
    expect(() => capture.mark('too early')).toThrow(/no samples are coming/);
    await stream(double, clock, 100);
    await clock.advance(40);
    expect(capture.mark('stimulus')).toEqual({ sampleIndex: 109, onsetSeconds: 0.436, text: 'stimulus', source: 'host' });
    await settle();
    expect(events.at(-1)).toEqual({ type: 'marker', marker: { sampleIndex: 109, onsetSeconds: 0.436, text: 'stimulus', source: 'host' } });
  });

  test('a command stops the board, changes the scale of what follows, and leaves a gap of the right length', async () => {
    const { double, events, clock, capture } = await startedCapture();
    await stream(double, clock, 50);
    const reply = capture.command('x1030110X');
    expect(await withTime(clock, reply)).toBe('Success: Channel set for 1');
    expect(double.written.slice(3)).toEqual(['s', 'x1030110X', 'b']);
    const stoppedMs = clock.nowMs();
    double.number = 0;
    await stream(double, clock, 10);
    expect(capture.state().settings.channels.slice(0, 2).map(({ gain }) => gain)).toEqual([6, 24]);
    const last = blocksOf(events).at(-1)!;
    // Packet 59 at gain 6 is four times as many microvolts.
    expect(last.samples[last.sampleCount - 1] / UV_PER_COUNT).toBeCloseTo(59 * 4, 9);
    const gap = events.find((event) => event.type === 'gap');
    expect(gap).toMatchObject({ firstSampleIndex: 50, reason: 'restarted' });
    expect(gap?.sampleCount).toBe(Math.round((stoppedMs - blocksOf(events)[0].startMs) / 4) + 1 - 50);
    expect(events.map(({ type }) => type).filter((type) => type !== 'samples')).toEqual(['settings-change', 'gap']);
  });

  test('a command that would change the sampling rate is refused', async () => {
    const { capture } = await startedCapture();
    await expect(capture.command('~4')).rejects.toThrow(/changes the sampling rate/);
  });

  test('accelerometer, pins, markers and board time come as their own events, by the mode that the board is in', async () => {
    const { double, events } = await startedCapture({ commands: ['/4'] });
    const packets: [number, number[]][] = [
      [0xc0, [0, 0, 0, 0, 0, 0]],
      [0xc0, [0, 0, 0x1f, 0x40, 0xe0, 0xc0]],
      [0xc1, [0, 0x41, 0, 0, 0, 0]],
      [0xc1, [0, 0, 0, 0, 0, 0]],
      [0xc4, [0, 0, 0, 0, 0x03, 0xe8]],
      [0xc4, [0, 0, 0, 0, 0x03, 0xec]],
    ];
    const bytes = new Uint8Array(packets.length * CYTON_PACKET_BYTES);
    packets.forEach(([stopByte, auxiliary], index) => encodeCytonPacket({ sampleNumber: index, counts: new Int32Array(8), auxiliary, stopByte }, bytes, index * CYTON_PACKET_BYTES));
    double.sendBytes(bytes);
    await settle();
    expect(events.slice(1)).toEqual([
      { type: 'marker', marker: { sampleIndex: 2, onsetSeconds: 0.008, text: 'A', source: 'board' } },
      // X is truly 0 where Y and Z are not.
      { type: 'auxiliary', block: { kind: 'acceleration', valueNames: ['x', 'y', 'z'], unit: 'g', sampleIndexes: Float64Array.of(1), values: Float64Array.of(0, 1, -1) } },
      { type: 'auxiliary', block: { kind: 'board-time', valueNames: ['time'], unit: 'ms', sampleIndexes: Float64Array.of(4, 5), values: Float64Array.of(1000, 1004) } },
    ]);
  });

  test('stop() delivers what was on its way and ends', async () => {
    const { double, events, clock, capture, finished } = await startedCapture();
    await stream(double, clock, 20);
    capture.stop();
    await settle();
    double.send(2);
    await withTime(clock, finished);
    expect(firstChannel(events)).toHaveLength(22);
    expect(capture.state().phase).toBe('ended');
    expect(() => capture.mark('late')).toThrow(/no samples/);
    await expect(capture.command('d')).rejects.toThrow(/has ended/);
  });
});

describe('captureSamples() when the connection breaks', () => {
  test('without a way to reopen it ends with headset-lost that says what to do, after all samples', async () => {
    const { double, events, clock, finished } = await startedCapture();
    await stream(double, clock, 20);
    double.unplug(new IzaError('headset-lost', 'the device was unplugged'));
    const error = await withTime(clock, finished).catch((reason: unknown) => reason);
    expect(errorCodeOf(error)).toBe('headset-lost');
    expect(String(error)).toContain('the device was unplugged');
    expect(firstChannel(events)).toHaveLength(20);
  });

  test('an unplug is noticed at once, silence within a second', async () => {
    for (const [unplugs, limitMs] of [
      [true, 0],
      [false, 1000],
    ] as const) {
      const { double, events, clock, finished } = await startedCapture({ reopen: () => new Promise(() => undefined) });
      finished.catch(() => undefined);
      await stream(double, clock, 20);
      if (unplugs) double.unplug();
      await settle();
      for (let elapsedMs = 0; elapsedMs < limitMs && events.at(-1)?.type !== 'disconnect'; elapsedMs += 50) await clock.advance(50);
      expect(events.at(-1)).toMatchObject({ type: 'disconnect' });
    }
  });

  test.each([['is silent', false], ['sends what are no packets', true]])('a board that greets and then %s is given up, with what to do', async (_, sendsNoise) => {
    const clock = createManualClock(1_000_000);
    const doubles: CytonDouble[] = [createCytonDouble({ clock })];
    const { events, finished } = await startedCapture({ clock, double: doubles[0], reopen: async () => doubles[doubles.push(createCytonDouble({ clock })) - 1].transport });
    const failure = finished.catch((error: unknown) => error);
    for (let elapsedMs = 0; elapsedMs < 8000; elapsedMs += 50) {
      if (sendsNoise) doubles.at(-1)?.sendBytes(new Uint8Array(400).fill(elapsedMs % 100));
      await clock.advance(50);
    }
    expect(errorCodeOf(await failure)).toBe('headset-silent');
    expect(String(await failure)).toMatch(/answers, but sends no packets of the OpenBCI Cyton .*--board/);
    // away once, however often its port could be opened, and never back
    expect(events.map(({ type }) => type)).toEqual(['disconnect']);
    expect(doubles).toHaveLength(3);
  });

  test('a headset whose port is back, but not its samples, is still away', async () => {
    const clock = createManualClock(1_000_000);
    const doubles: CytonDouble[] = [createCytonDouble({ clock })];
    const { events, capture } = await startedCapture({ clock, double: doubles[0], reopen: async () => doubles[doubles.push(createCytonDouble({ clock })) - 1].transport });
    await stream(doubles[0], clock, 100);
    doubles[0].unplug();
    for (let elapsedMs = 0; elapsedMs < 10_000; elapsedMs += 50) await clock.advance(50);
    expect(events.filter(({ type }) => type === 'disconnect' || type === 'reconnect').map(({ type }) => type)).toEqual(['disconnect']);
    expect(doubles.length).toBeGreaterThan(4);
    await stream(doubles.at(-1)!, clock, 100);
    expect(events.filter(({ type }) => type !== 'samples').map(({ type }) => type)).toEqual(['disconnect', 'reconnect', 'gap']);
    await stopped(capture, clock);
  });

  test('reopening resumes with a gap as long as the time away, and the counter from 0', async () => {
    const clock = createManualClock(1_000_000);
    const doubles = [createCytonDouble({ clock }), createCytonDouble({ clock })];
    let attemptCount = 0;
    const { events, capture } = await startedCapture({
      clock,
      double: doubles[0],
      reopen: async () => {
        attemptCount++;
        if (attemptCount < 3) throw new IzaError('headset-missing', 'not there yet');
        return doubles[1].transport;
      },
    });
    await stream(doubles[0], clock, 300);
    doubles[0].unplug();
    const goneMs = clock.nowMs();
    for (let turn = 0; turn < 200 && !doubles[1].isStreaming; turn++) await clock.advance(50);
    expect(capture.state().phase).toBe('streaming');
    const awayMs = clock.nowMs() - goneMs;
    await stream(doubles[1], clock, 300);
    expect(events.map(({ type }) => type).filter((type) => type !== 'samples')).toEqual(['disconnect', 'reconnect', 'gap']);
    const gap = events.find((event) => event.type === 'gap')!;
    expect(gap).toMatchObject({ firstSampleIndex: 300, reason: 'disconnected' });
    expect(Math.abs(gap.sampleCount - awayMs / 4)).toBeLessThanOrEqual(1);
    const values = firstChannel(events);
    expect(values.slice(300 + gap.sampleCount)).toEqual(Array.from({ length: 300 }, (_, index) => index));
    expect(capture.state()).toMatchObject({ sampleCount: 600 + gap.sampleCount, lostCount: gap.sampleCount, gapCount: 1 });
    const blocks = blocksOf(events);
    for (let index = 1; index < blocks.length; index++) {
      expect(blocks[index].firstSampleIndex).toBe(blocks[index - 1].firstSampleIndex + blocks[index - 1].sampleCount);
      expect(blocks[index].startMs).toBeGreaterThan(blocks[index - 1].startMs);
    }
  });

  test('an hour away comes in pieces, not in one block', async () => {
    const clock = createManualClock(1_000_000);
    const doubles = [createCytonDouble({ clock }), createCytonDouble({ clock })];
    const { events } = await startedCapture({
      clock,
      double: doubles[0],
      reopen: async () => {
        await clock.sleep(3_600_000);
        return doubles[1].transport;
      },
    });
    await stream(doubles[0], clock, 20);
    doubles[0].unplug();
    await settle();
    await clock.advance(3_600_000);
    for (let turn = 0; turn < 100 && !doubles[1].isStreaming; turn++) await clock.advance(50);
    await stream(doubles[1], clock, 20);
    for (let turn = 0; turn < 20; turn++) await settle();
    expect(Math.max(...blocksOf(events).map(({ sampleCount }) => sampleCount))).toBeLessThanOrEqual(2048);
    expect(events.filter(({ type }) => type === 'gap')).toHaveLength(1);
    expect(firstChannel(events).length).toBeGreaterThan(900_000);
  });

  test('gains that were set come back with the board, and samples keep their scale', async () => {
    const clock = createManualClock(1_000_000);
    const doubles = [createCytonDouble({ clock }), createCytonDouble({ clock })];
    const { events, capture } = await startedCapture({ clock, double: doubles[0], reopen: async () => doubles[1].transport, commands: ['x2030110X'] });
    await stream(doubles[0], clock, 20);
    await withTime(clock, capture.command('x1000110X'));
    doubles[0].unplug();
    for (let turn = 0; turn < 100 && !doubles[1].isStreaming; turn++) await clock.advance(50);
    expect(doubles[1].written).toEqual(['s', 'v', 'x2030110X', 'x1000110X', 'b']);
    await stream(doubles[1], clock, 4);
    expect(channelOf(blocksOf(events).at(-1)!, 0).at(-1)).toBe(3 * 24);
    expect(capture.state().settings.channels.slice(0, 3).map(({ gain }) => gain)).toEqual([1, 6, 24]);
    expect(events.filter(({ type }) => type === 'settings-change')).toHaveLength(1);
  });

  test('stop() ends a capture whose headset is away', async () => {
    for (const reopen of [() => new Promise<never>(() => undefined), () => Promise.reject(new Error('not there'))]) {
      const { double, events, clock, finished, capture } = await startedCapture({ reopen });
      await stream(double, clock, 20);
      double.unplug();
      await settle();
      capture.stop();
      await withTime(clock, finished);
      expect(events.at(-1)?.type).toBe('disconnect');
      expect(capture.state().phase).toBe('ended');
    }
  });

  test('a connection that breaks during a command is made again', async () => {
    const clock = createManualClock(1_000_000);
    const doubles = [createCytonDouble({ clock }), createCytonDouble({ clock })];
    const { capture } = await startedCapture({ clock, double: doubles[0], reopen: async () => doubles[1].transport });
    await stream(doubles[0], clock, 20);
    const reply = capture.command('d');
    doubles[0].unplug();
    await withTime(clock, reply).catch(() => undefined);
    for (let turn = 0; turn < 100 && !doubles[1].isStreaming; turn++) await clock.advance(50);
    expect(capture.state().phase).toBe('streaming');
  });

  test('an aborted signal ends the capture', async () => {
    const controller = new AbortController();
    const { finished, double, clock } = await startedCapture({ signal: controller.signal });
    await stream(double, clock, 10);
    controller.abort();
    expect(errorCodeOf(await withTime(clock, finished).catch((error: unknown) => error))).toBe('aborted');
    expect(double.isClosed).toBe(true);
  });
});

describe('captureSamples() greeting a board', () => {
  const greet = async (replies: NonNullable<CytonDoubleOptions['replies']>, { replyPieceBytes = 1000, ...options }: Partial<CaptureOptions> & { replyPieceBytes?: number } = {}) => {
    const clock = createManualClock(0);
    const double = createCytonDouble({ clock, replies, replyPieceBytes });
    const capture = await withTime(clock, captureSamples(double.transport, { board: boards.cyton, ...options, clock }));
    await capture[Symbol.asyncDispose]();
    return { capture, double };
  };

  test('a hello may come in any pieces', async () => {
    for (const replyPieceBytes of [1, 2, 7, 33, 120]) expect((await greet(standardReplies, { replyPieceBytes })).capture.hello).toContain('Firmware: v3.1.2');
  });

  test('what was said before, and a second reply in the same chunk, are not taken for the hello', async () => {
    const { capture } = await greet((command) => (command === 'v' ? `Success: Sample rate is 250Hz$$$${HELLO}` : standardReplies(command)));
    expect(capture.hello).toMatch(/^OpenBCI V3/);
  });

  test('a board that was left streaming is stopped first', async () => {
    const clock = createManualClock(0);
    const double = createCytonDouble({ clock });
    double.send(50);
    const capture = await withTime(clock, captureSamples(double.transport, { board: boards.cyton, clock }));
    expect(capture.hello).toContain('ADS1299');
    await capture[Symbol.asyncDispose]();
  });

  test('a Daisy on a board that is used as a plain Cyton is detached', async () => {
    const { double } = await greet((command) => (command === 'v' ? DAISY_HELLO : standardReplies(command)));
    expect(double.written).toEqual(['s', 'v', 'c']);
  });

  const failures: [string, NonNullable<CytonDoubleOptions['replies']>, string, RegExp, Partial<CaptureOptions>?][] = [
    ['a dongle without a board', () => 'Failure: Communications timeout - Device failed to poll host$$$', 'headset-silent', /finds no board\. Switch the board on/],
    ['a port where nothing answers', () => undefined, 'headset-silent', /Nothing answered at \/dev\/ttyTEST.*GPIO_6/],
    ['a port where something else answers', () => 'AT+OK\r\n', 'headset-missing', /is no OpenBCI Cyton: it said "AT\+OK"/],
    ['no Daisy where one is asked for', (command) => (command === 'C' ? 'no daisy to attach!8$$$' : standardReplies(command)), 'headset-missing', /no Daisy module is attached/, { board: boards['cyton-daisy'] }],
    ['a command that nobody answers', standardReplies, 'headset-silent', /did not answer the command "\?\?"/, { commands: ['??'] }],
  ];
  for (const [name, replies, code, message, options] of failures) {
    test(`${name}: ${code}, and what to do`, async () => {
      const error = await greet(replies, options).catch((reason: unknown) => reason);
      expect(String(error)).toMatch(message);
      expect(errorCodeOf(error)).toBe(code);
    });
  }

  test('channel names are the caller\'s, as many as the board has channels', async () => {
    const names = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'];
    expect((await greet(standardReplies, { channelNames: names })).capture.channels.map(({ name }) => name)).toEqual(names);
    await expect(greet(standardReplies, { channelNames: ['A'] })).rejects.toThrow(/it has 8, received 1 names/);
  });
});

function channelOf({ samples, sampleCount }: SampleBlock, channel: number): number[] {
  return Array.from(samples.subarray(channel * sampleCount, (channel + 1) * sampleCount), (valueUv) => Math.round(valueUv / UV_PER_COUNT));
}

const firstChannel = (events: readonly CaptureEvent[]): number[] => blocksOf(events).flatMap((block) => channelOf(block, 0));


const blocksOf = (events: readonly CaptureEvent[]) => events.flatMap((event) => (event.type === 'samples' ? [event.block] : []));

/** Runs a promise that waits for the clock. */
async function withTime<Value>(clock: ManualClock, promise: Promise<Value>, limitMs = 20_000): Promise<Value> {
  let isDone = false;
  const done = promise.finally(() => (isDone = true));
  done.catch(() => undefined);
  for (let elapsedMs = 0; elapsedMs < limitMs && !isDone; elapsedMs += 50) await clock.advance(50);
  return done;
}

/** So many packets in chunks of four, each when it is due. */
async function stream(double: CytonDouble, clock: ManualClock, packetCount: number): Promise<void> {
  for (let sent = 0; sent < packetCount; sent += 4) {
    const count = Math.min(4, packetCount - sent);
    await clock.advance(count * 4);
    double.send(count);
    await settle();
  }
}

async function startedCapture(options: Partial<CaptureOptions> & Partial<CytonDoubleOptions> & { readonly clock?: ManualClock; readonly double?: CytonDouble } = {}) {
  const clock = options.clock ?? createManualClock(1_000_000);
  const double = options.double ?? createCytonDouble({ ...options, clock });
  const capture = await withTime(clock, captureSamples(double.transport, { board: boards.cyton, ...options, clock }));
  const events: CaptureEvent[] = [];
  const finished = (async () => {
    for await (const event of capture) events.push(event);
  })();
  finished.catch(() => undefined);
  await settle();
  return { clock, double, capture, events, finished };
}

async function stopped(capture: Capture, clock: ManualClock): Promise<void> {
  capture.stop();
  for (let turn = 0; turn < 10; turn++) await clock.advance(50);
}
