import { capabilities } from '@iza/core/app';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainText } from './plain-text.ts';
import type { RenderContext } from './render-context.ts';
import { renderStreamLine } from './render-headset.ts';
import { renderResult } from './render-result.ts';
import { bar, sparkline } from './sparkline.ts';
import { createStyle } from './style.ts';
import { renderTextTable } from './text-table.ts';
import { textWidth, truncateToWidth, wrapText } from './text-width.ts';

const plain: RenderContext = { style: createStyle(false), columnCount: 80, streamed: false };
const ESCAPE = '\u001b';
const citation = { marker: 1, sourceId: 'v', path: 'a/b.md', title: 'B', headingPath: ['One', 'Two'], startLine: 3, endLine: 4, quote: 'exact\nwords', verified: true };
const passage = { sourceId: 'v', path: 'a/b.md', title: 'B', headingPath: ['One'], startLine: 3, endLine: 7, start: 0, end: 9, text: '# One\n\nfirst\nsecond\nthird\n', score: 1.5, signals: [{ name: 'words', value: 0.25, detail: 'matched "first"' }, { name: 'title', value: 1, detail: 'in the title' }] };
const session = { id: 'cyton-1', deviceId: 'simulated:cyton', boardId: 'cyton', title: 'OpenBCI Cyton', channelNames: ['Fp1', 'Cz'], samplingRateHz: 250, startedMs: 0, state: 'ended', sampleCount: 15_000, lostCount: 12, gapCount: 2, driftPpm: -3.2, firmware: 'v3.1.2', recordingPath: '/r/a.bdf', warnings: [] };
const quality = [{ channelName: 'Fp1', state: 'railed', peakToPeakUv: 0, fullScaleRatio: 1, lineNoiseUv: 0 }, { channelName: 'Cz', state: 'good', peakToPeakUv: 42, fullScaleRatio: 0.05, lineNoiseUv: 1.25 }];
const ended = { session, report: { session, recordingPath: '/r/a.bdf', notePath: '/r/a.md', durationSeconds: 60, quality, bandPowersUv2: { Cz: { delta: 10, theta: 5.4321, alpha: 20, beta: 3, gamma: 1 } }, annotations: [{ onsetSeconds: 1, durationSeconds: 0, text: 'blink' }, { onsetSeconds: 2, durationSeconds: 1, text: 'BAD_lost' }], warnings: ['12 samples were lost'] } };
const provenance = { izaVersion: '1', pipeline: { version: 'iza.pipeline/1', name: 'p' }, input: { name: 'a.bdf', format: 'BDF+C', channelCount: 1, samplingRateHz: 250 }, steps: [{ step: 'filter', parameters: { lowHz: 1, channels: ['C3'] }, resolved: { tapCount: 825 } }], warnings: [] };
const samples: Record<string, unknown> = {
  'circuits.run': { circuits: [{ file: 'bell.qasm', qubitCount: 2, measured: true, probabilities: { '00': 0.5, 11: 0.5 }, expectation: 1.25, re: [Math.SQRT1_2, 0, 0, 0], im: [0, 0, 0, -Math.SQRT1_2] }, { file: 'bad.qasm', errors: [{ line: 3, column: 5, message: 'The index 2 is outside.', hint: 'Use 0 or 1.', text: 'x q[2];' }] }] },
  'circuits.sample': { file: 'bell.qasm', shots: 100, counts: { '00': 48, 11: 52 } },
  'circuits.draw': { file: 'bell.qasm', text: 'q[0] ──H──\n', svg: '<svg/>' },
  'circuits.mirror': { file: 'bell.qasm', circuitCount: 20, successProbability: { value: 0.9, standardError: 0.01 }, polarisation: { value: 0.85, standardError: 0.02 }, entanglementInfidelity: null },
  'circuits.convert': { file: 'bell.qasm', version: '3.0', program: 'OPENQASM 3.0;\nqubit q;\n' },
  'circuits.optimise': { file: 'bell.qasm', version: '3.0', program: 'OPENQASM 3.0;\nqubit q;\n', before: { gateCount: 9, multiQubitCount: 3, depth: 7 }, after: { gateCount: 4, multiQubitCount: 2, depth: 3 }, permutation: [1, 0, 2], equivalent: true },
  'recordings.info': { name: 'a.bdf', format: 'BDF+C', channelNames: ['C3', 'X'], channels: [{ name: 'C3', type: 'eeg', unit: 'µV', samplingRateHz: 250 }, { name: 'X', type: 'accelerometer', unit: 'g', samplingRateHz: 25 }], samplingRateHz: 250, sampleCount: 250_000, durationSeconds: 1000, startTime: '2026-01-02T03:04:05.678Z', annotations: [{ onsetSeconds: 1.5, durationSeconds: 2, text: 'eyes closed' }], lost: 10, lostStretches: [{ startSeconds: 7, durationSeconds: 0.04 }], warnings: ['the header lies'], details: { patient: 'X' } },
  'recordings.convert': { out: '/r/b.edf', format: 'edf', channelNames: ['C3'], sampleCount: 500, samplingRateHz: 250, warnings: ['16 bits'] },
  'recordings.filter': { out: '/r/b.f64', channelNames: ['C3'], sampleCount: 500, samplingRateHz: 250, provenance, warnings: [] },
  'recordings.spectrum': { channelNames: ['C3'], method: 'welch-scipy', frequenciesHz: [0, 1, 10, 20, 60], densityUv2PerHz: [[0, 1, 100, 10, 1]], bands: [{ name: 'alpha', lowHz: 8, highHz: 13 }], channels: [{ name: 'C3', powerUv2: [123.456], relativePower: [0.5], peakAlphaHz: 10, aperiodicExponent: null }], provenance, warnings: [] },
  'recordings.epochs': { labels: [{ label: 'T1', keptCount: 3, droppedCount: 1 }], dropped: [{ label: 'T1', onsetSeconds: 2, reason: 'too large in C3' }], channelNames: ['C3'], samplingRateHz: 250, timesSeconds: [0, 0.5], averages: [{ label: 'T1', epochCount: 3, meanUv: [[0, 12.5]], standardErrorUv: [[0, 1]] }], out: '/r/e.f64', provenance, warnings: [] },
  'recordings.components': { channelNames: ['Fp1', 'C3'], components: [{ number: 1, map: [9, -1], explainedVariance: 0.6, eyeCorrelation: 0.91, removed: true }, { number: 2, map: [1, 5], explainedVariance: 0.3, eyeCorrelation: null, removed: false }], removed: [1], provenance, warnings: [] },
  'recordings.classify': { method: 'CSP and LDA', labels: ['T1', 'T2'], epochCounts: [21, 24], foldAccuracies: [1, 0.8], accuracy: 0.9, chance: 0.53, confidence: [0.78, 0.96], confusion: [[20, 1], [3, 21]], provenance, warnings: [] },
  'recordings.plot': { out: '/r/p.svg', kind: 'spectrum', title: 'Spectrum', sizeBytes: 2048, warnings: [] },
  'recordings.analyze': { report: '/r/report.md', results: '/r/results.json', plots: ['/r/a.svg'], pipeline: 'resting-state', summary: ['All electrodes sit well.'], provenance, warnings: Array.from({ length: 12 }, (_, index) => `warning ${index}`) },
  'headset.list': { devices: [{ id: 'serial:/dev/ttyUSB0', title: 'OpenBCI dongle', kind: 'serial', isLikely: true, boards: ['cyton'], sessionId: 'cyton-1' }, { id: 'wifi:10.0.0.2', title: 'WiFi shield', kind: 'wifi', isLikely: false, boards: ['cyton-wifi'], problem: 'no board is attached' }], sessions: [{ ...session, state: 'streaming' }] },
  'headset.check': { verdict: 'usable', session, channels: [quality[0], { ...quality[1], impedanceOhm: 5230 }], arrivalMs: 4.02, longestArrivalMs: 21, advice: ['Fp1: railed.'] },
  'headset.record': ended,
  'headset.stream': { session: { ...session, state: 'streaming' } },
  'headset.stop': ended,
  'headset.mark': { session: 'cyton-1', sampleIndex: 250, onsetSeconds: 1 },
  'headset.simulate': { ptyPath: '/dev/pts/4', ended: 'unplugged', packetCount: 500, lostPacketCount: 25, strayByteCount: 40, stallCount: 1, channelNames: ['Fp1'], samplingRateHz: 250, warnings: [] },
  'notes.ask': { text: 'Yes. [1]', citations: [citation, { ...citation, marker: 2, verified: false, problem: 'the note changed' }], basis: 'notes', model: 'extractive' },
  'notes.search': { passages: [passage] },
  'notes.index': { addedCount: 2, changedCount: 0, movedCount: 1, removedCount: 0, unchangedCount: 3, noteCount: 6, chunkCount: 9, skipped: [{ sourceId: 'v', path: 'x.bin', reason: 'binary' }], problems: ['the embedder is down'], durationMs: 1500 },
  'notes.status': { state: 'idle', sources: [{ id: 'v', kind: 'obsidian-vault', noteCount: 6 }], noteCount: 6, chunkCount: 9, indexBytes: 2_500_000, skipped: [], problems: [], chatModel: 'extractive' },
  'notes.related': { notes: [{ sourceId: 'v', path: 'c.md', title: 'C', score: 0.5, reasons: ['links here', 'shares 3 links'] }] },
  'notes.read': { sourceId: 'v', path: 'a.md', title: 'A', text: 'line\n', tags: [], aliases: [], properties: {}, backlinks: [], warnings: ['2 bytes were replaced'] },
  'notes.explain': { passage },
  'notes.evaluate': { ndcgAt10: 0.51234, queryCount: 3, perQuery: [{ id: 'q1', text: 'a', ndcgAt10: 1, recallAt100: 1, top: ['d1'] }] },
};

test('sparkline() spans its values, averages what does not fit, and leaves gaps', () => {
  expect(sparkline([0, 1, 2, 3, 4, 5, 6, 7], 8)).toBe('▁▂▃▄▅▆▇█');
  expect(sparkline([5, 5, 5], 9)).toBe('▁▁▁');
  expect(sparkline([0, Number.NaN, 1], 9)).toBe('▁ █');
  expect(sparkline([], 9)).toBe('');
  fc.assert(
    fc.property(fc.array(fc.double({ min: -1e6, max: 1e6 })), fc.integer({ min: 1, max: 30 }), (values, width) => {
      expect([...sparkline(values, width)]).toHaveLength(Math.min(values.length, width));
    }),
  );
});

test('bar() fills its part, to an eighth', () => {
  expect([0, 0.5, 0.53125, 1, 7, Number.NaN].map((part) => bar(part, 4))).toEqual(['    ', '██  ', '██▏ ', '████', '████', '    ']);
});

describe('renderResult()', () => {
  test('has a sample here for every capability, so that each is seen by a person', () => {
    expect(Object.keys(samples)).toEqual(expect.arrayContaining(capabilities.map(({ id }) => id)));
  });

  test.each<[string, RegExp[]]>([
    ['notes.ask', [/^Yes\. \[1\]/, /\[1\] a\/b\.md:3-4 › One › Two {2}✓ verified/, /“exact words”/, /⚠ not verified: the note changed/, /From your notes only\. Made of quotes/]],
    ['notes.search', [/^ 1 {2}a\/b\.md:3-7 › One {2}1\.500\n {4}# One\n {4}first\n {4}second\n {4}… 1 more lines/, /1\.000 {2}title +in the title\n +0\.250 {2}words/]],
    ['notes.index', [/2 added, 1 moved, 3 unchanged in 1\.5 s: 6 notes, 9 chunks/, /⚠ the embedder is down\n/, /1 skipped\n {2}x\.bin {2}binary/]],
    ['notes.status', [/State +idle/, /Source +v \(obsidian-vault\), 6 notes/, /2\.5 MB/, /Last indexed +never/]],
    ['notes.related', [/0\.500 {2}c\.md {2}links here · shares 3 links/]],
    ['notes.read', [/⚠ 2 bytes were replaced\nline\n$/]],
    ['notes.explain', [/a\/b\.md:3-7/]],
    ['circuits.run', [/^bell\.qasm {2}2 qubits\n/, /00 +0\.500000 +█{12}\n/, /^Expectation {2}1\.250000000\n/m, /\|11⟩ +0\.000000 − 0\.707107i/, /bad\.qasm:3:5 The index 2 is outside\. Use 0 or 1\.\n {2}x q\[2\];\n {6}\^\n$/]],
    ['circuits.sample', [/100 shots/, /11 +52 +█{12}/]],
    ['circuits.draw', [/^q\[0\] ──H──\n$/]],
    ['circuits.mirror', [/Success probability +0\.9000 ± 0\.0100/, /no estimate/]],
    ['circuits.convert', [/^OPENQASM 3\.0;\nqubit q;\n$/]],
    ['circuits.optimise', [/^OPENQASM 3\.0;\nqubit q;\n\/\/ /, /\/\/ gates +9 +4\n/, /\/\/ Qubits end elsewhere: 0 → 1, 1 → 0\n\/\/ ✓ checked/]],
    ['recordings.info', [/^a\.bdf\n/, /Length +16 min 40 s \(250000 samples at 250 Hz\)/, /Lost +10 samples in 1 stretch, the first at 7\.00 s/, /1 accelerometer channel\n {2}X \(25 Hz\)/, /1\.500 s +2\.00 s +eyes closed/, /⚠ the header lies\n$/]],
    ['recordings.convert', [/^✓ \/r\/b\.edf\n {2}1 channel, 2 s at 250 Hz\n\n⚠ 16 bits\n$/]],
    ['recordings.filter', [/filter: lowHz 1, tapCount 825\n$/]],
    ['recordings.spectrum', [/C3 +▁█▅ +123 50% +10\.0 Hz +–/, /alpha 8-13 Hz\.\n$/]],
    ['recordings.epochs', [/T1 +3 +1\n/, /1 × too large in C3/, /T1 +C3 +▁█ +12\.5 µV/, /✓ \/r\/e\.f64/]],
    ['recordings.components', [/1 +█+ +60\.0 % +0\.91 +Fp1 \+ +C3 − +removed/, /Nothing was written/]],
    ['recordings.classify', [/^90\.0 % right, 95 % interval 78\.0 % to 96\.0 %, chance 53\.0 %/, /fold 2 +█+ +80\.0 %/, /is T2 +3 +21/]],
    ['recordings.plot', [/^✓ \/r\/p\.svg\n {2}Spectrum, 2 kB\n$/]],
    ['recordings.analyze', [/^• All electrodes sit well\.\n/, /⚠ warning 7\n… and 4 more/, /✓ \/r\/report\.md\n {2}pipeline resting-state, 1 plot/]],
    ['headset.list', [/^serial:\/dev\/ttyUSB0 {2}OpenBCI dongle \(in use by cyton-1\)/, /⚠ wifi:10\.0\.0\.2: no board is attached/, /● cyton-1 .* recording to \/r\/a\.bdf/]],
    ['headset.check', [/Board +OpenBCI Cyton, firmware v3\.1\.2, 2 electrodes at 250 Hz/, /every 4\.0 ms, at most 21 ms apart/, /Cz +good +42 µV +1\.3 µV +5 % +5\.2 kΩ/, /! Usable[\s\S]+Fp1: railed\.\n$/]],
    ['headset.record', [/^✓ OpenBCI Cyton: 60\.0 s, 15000 samples, 12 lost in 2 gaps, clock -3 ppm, 1 marker\n/, /Recording +\/r\/a\.bdf\nNote +\/r\/a\.md/, /Fp1 +railed/, /Cz +10\.0 +5\.43 +20\.0/, /⚠ 12 samples were lost\n$/]],
    ['headset.stream', [/● cyton-1 runs[\s\S]+iza headset stop cyton-1/]],
    ['headset.stop', [/^✓ /]],
    ['headset.simulate', [/^✓ The cable was pulled: 500 packets, 25 of them lost on purpose, 40 stray bytes, 1 stalls\n$/]],
    ['headset.mark', [/^Marked cyton-1 at 1\.000 s\.\n$/]],
    ['notes.evaluate', [/ndcgAt10 +0\.5123/, /queryCount +3/, /q1 +a +1 +1 +\["d1"\]/]],
  ])('%s reads well', (id, patterns) => {
    const text = renderResult(id, samples[id], plain);
    for (const pattern of patterns) expect(text).toMatch(pattern);
    expect(text).toMatch(/\n$/);
    expect(text).not.toMatch(/undefined|\[object/);
  });

  test('a preview of indexing says what would be sent and what it costs', () => {
    const embedding = { fingerprint: 'openai/m', chunkCount: 5, tokenCount: 900, usd: 0.5, remote: true };
    const text = renderResult('notes.index', { ...(samples['notes.index'] as object), preview: { readCount: 3, removedCount: 1, embedding } }, plain);
    expect(text).toBe('3 notes would be read, 1 forgotten. Nothing was indexed.\n5 passages would be embedded by openai/m: about 900 tokens, about $0.50; their text leaves this machine.\n');
  });

  test('does not repeat an answer that was streamed', () => {
    expect(renderResult('notes.ask', samples['notes.ask'], { ...plain, streamed: true })).not.toContain('Yes.');
  });

  test.each(Object.keys(samples))('%s lets no control character of a note through', (id) => {
    const hostile = JSON.parse(JSON.stringify(samples[id]), (_key, value: unknown) => (typeof value === 'string' ? `${value}${ESCAPE}]0;owned\u0007${ESCAPE}[2J\r\u202e` : value)) as unknown;
    // oxlint-disable-next-line no-control-regex -- reason: those are what must not be there
    expect(renderResult(id, hostile, plain)).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/);
  });

  test('names the picture of a scan of mirrors below its table', () => {
    const estimate = { value: 0.5, standardError: 0.01 };
    const scan = { circuitCount: 5, cells: [{ width: 2, depth: 4, polarisation: estimate, successProbability: estimate }] };
    expect(renderResult('circuits.mirror', { ...scan, written: '/p/scan.svg' }, plain)).toMatch(/^2 +4 +0\.5000 ± 0\.0100 [^]*\n✓ Drawn into \/p\/scan\.svg\n$/m);
    expect(renderResult('circuits.mirror', scan, plain)).not.toContain('Drawn');
  });

  test('colours only where they are wanted', () => {
    expect(renderResult('notes.search', samples['notes.search'], { ...plain, style: createStyle(true) })).toContain(ESCAPE);
  });

  test('shows any other output by its fields', () => {
    expect(renderResult('other.thing', { name: 'a', count: 2, list: [{ x: 1 }, { y: 'z' }], empty: undefined }, plain)).toBe('name   a\ncount  2\nlist\nx  y\n1\n   z\n');
    expect(renderResult('other.thing', 'text', plain)).toBe('text\n');
  });
});

test.each<[string, object, RegExp]>([
  ['a marker', { type: 'marker', seconds: 3.2, sampleIndex: 800, text: 'blink' }, /^ {4}3 s {2}▸ blink\n$/],
  ['band powers', { type: 'band-powers', seconds: 12, channels: [{ name: 'O1', powersUv2: { delta: 99, theta: 4, alpha: 20.04, beta: null } }, { name: 'O2', powersUv2: { delta: null } }] }, /^ {3}12 s {2}O1 alpha 20\.0 {2}O2 –\n$/],
  ['quality', { type: 'quality', seconds: 1, channels: [{ channelName: 'O1', state: 'flat' }] }, /O1 flat\n$/],
  ['samples', { type: 'samples', firstSampleIndex: 7, channels: [{ name: 'O1', samples: [1.25, null] }] }, /^ {7}7 +1\.3\n {7}8 +–\n$/],
  ['an emulated board', { type: 'emulator-ready', board: 'cyton', ptyPath: '/dev/pts/4', tcpAddress: '127.0.0.1:6677' }, /^An emulated cyton is on \/dev\/pts\/4 and on 127\.0\.0\.1:6677\. Ctrl-C/],
  ['a gap', { type: 'skipped', eventCount: 5 }, /5 events were left out/],
])('renderStreamLine() shows %s', (_what, event, pattern) => {
  expect(renderStreamLine(JSON.stringify(event), plain)).toMatch(pattern);
});

describe('text in columns', () => {
  test.each([
    ['abc', 3],
    ['日本', 4],
    ['e\u0301', 1],
    ['💡', 2],
    [`${ESCAPE}[1mbold${ESCAPE}[22m`, 4],
  ])('textWidth(%j) is %d', (text, width) => {
    expect(textWidth(text)).toBe(width);
  });

  test('truncateToWidth() and wrapText() never exceed the width and wrapping loses nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'b', ' ', '日', '💡', '\n'), maxLength: 80 }), fc.integer({ min: 10, max: 30 }), (text, width) => {
        expect(textWidth(truncateToWidth(text, width))).toBeLessThanOrEqual(width);
        const wrapped = wrapText(text, width);
        for (const line of wrapped.split('\n')) expect(textWidth(line)).toBeLessThanOrEqual(width);
        expect(wrapped.replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
      }),
    );
  });

  test('renderTextTable() aligns wide characters and cuts the last column', () => {
    expect(renderTextTable([['日本', 'a'], ['b', 'c'.repeat(40)]], { columnCount: 20 })).toBe(`日本  a\nb     ${'c'.repeat(13)}…\n`);
    expect(renderTextTable([], { columnCount: 20 })).toBe('');
  });
});

test('plainText() keeps words, tabs and line ends', () => {
  expect(plainText('a\tb\r\nc\rd — 日本 👩‍👩‍👧')).toBe('a\tb\nc\nd — 日本 👩‍👩‍👧');
  expect(plainText('\u001b[31m\u0000\u009b')).toBe('␛[31m␀\ufffd');
});
