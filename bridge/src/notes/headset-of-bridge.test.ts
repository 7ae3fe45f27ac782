import { IzaError } from '@iza/core/foundation';
import { describe, expect, test } from 'vitest';
import { useHeadsetOfBridge } from './headset-of-bridge.ts';
import type { NotesConnection } from './notes-connection.ts';

/** A bridge that keeps what it was asked, and answers by id. */
function createBridge(answers: Readonly<Record<string, NotesConnection['call']>>) {
  const calls: [string, unknown][] = [];
  const bridge: NotesConnection = {
    followsChanges: true,
    async call(id, input, context) {
      calls.push([id, input]);
      return answers[id](id, input, context);
    },
    close: async () => undefined,
  };
  return { calls, headset: useHeadsetOfBridge(bridge, { currentFolder: '/home/ada' }) };
}
const started = async () => ({ session: { id: 'cyton-7' } });
const ended = async () => ({ session: { id: 'cyton-7', state: 'ended' }, report: {} });

describe('useHeadsetOfBridge()', () => {
  test('leaves a recording in the bridge, follows it from here, and gets its report', async () => {
    const { calls, headset } = createBridge({ 'headset.record': started, 'headset.stream': ended, 'headset.stop': ended });
    expect(await headset.call('headset.record', { device: 'simulated:cyton', seconds: 5, out: 'a.bdf', folder: '../r' })).toMatchObject({ session: { state: 'ended' } });
    expect(calls).toEqual([
      ['headset.record', { device: 'simulated:cyton', seconds: 5, out: '/home/ada/a.bdf', folder: '/home/r', wait: false }],
      ['headset.stream', { session: 'cyton-7', seconds: 5 }],
      ['headset.stop', { session: 'cyton-7' }],
    ]);
  });

  test('ends the session when it is interrupted here, and still gets the report', async () => {
    const controller = new AbortController();
    const { calls, headset } = createBridge({
      'headset.record': started,
      'headset.stream': (_id, _input, context) => new Promise((_resolve, reject) => context?.signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError')))),
      'headset.stop': ended,
    });
    const recording = headset.call('headset.record', {}, { signal: controller.signal });
    setTimeout(() => controller.abort(), 5);
    expect(await recording).toMatchObject({ report: {} });
    expect(calls.map(([id]) => id)).toEqual(['headset.record', 'headset.stream', 'headset.stop']);
  });

  test('shows what streams, not what a recording is followed by', async () => {
    const line: NotesConnection['call'] = async (_id, _input, context) => context?.onDelta?.('line');
    for (const [id, expected] of [['headset.stream', 1], ['headset.record', 0]] as const) {
      let isFirst = true;
      const { headset } = createBridge({
        'headset.record': started,
        'headset.stream': (...call) => {
          const isStart = isFirst && id === 'headset.stream';
          isFirst = false;
          return isStart ? started() : line(...call);
        },
        'headset.stop': ended,
      });
      let shown = 0;
      await headset.call(id, { show: 'samples' }, { onDelta: () => (shown += 1) });
      expect(shown).toBe(expected);
    }
  });

  test('hands everything else on, paths made absolute', async () => {
    const { calls, headset } = createBridge({ 'headset.check': async () => 1, 'headset.stream': async () => 2, 'headset.record': async () => 3 });
    await headset.call('headset.check', { device: 'replay:bytes.bin' });
    await headset.call('headset.stream', { session: 'cyton-1' });
    await headset.call('headset.record', { wait: false });
    expect(calls).toEqual([
      ['headset.check', { device: 'replay:/home/ada/bytes.bin' }],
      ['headset.stream', { session: 'cyton-1' }],
      ['headset.record', { wait: false }],
    ]);
  });

  test('passes on what fails there', async () => {
    const { headset } = createBridge({ 'headset.record': async () => Promise.reject(new IzaError('headset-missing', 'gone')) });
    await expect(headset.call('headset.record', {})).rejects.toMatchObject({ code: 'headset-missing' });
  });
});
