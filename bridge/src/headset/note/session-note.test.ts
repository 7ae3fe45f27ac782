import type { Annotation, ByteFiles, HeadsetReport } from '@iza/core/ports';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SignalSummary } from '../signal/index.ts';
import { formatSessionNote } from './format-session-note.ts';
import { recordingName } from './recording-name.ts';
import { drawSessionPlots } from './session-plots.ts';
import { writeSessionNote } from './write-session-note.ts';

const names = ['Fp1', 'Fp2', 'C3', 'C4', 'O1', 'O2'];
const startedMs = new Date(2026, 10, 22, 9, 5, 3).getTime();
const powers = { delta: 50, theta: 20, alpha: 100, beta: 20, gamma: 10 };

function createReport(over: { annotations?: Annotation[]; warnings?: string[]; title?: string } = {}): HeadsetReport {
  return {
    session: {
      id: 'cyton-1', deviceId: 'simulated:cyton', boardId: 'cyton', title: over.title ?? 'OpenBCI Cyton', samplingRateHz: 250, startedMs, state: 'ended',
      channels: names.map((name) => ({ name, type: 'eeg', unit: 'µV', samplingRateHz: 250 })),
      sampleCount: 15_000, lostCount: 12, gapCount: 2, driftPpm: -3.1234, firmware: 'v3.1.2', recordingPath: '/r/a.bdf', warnings: [],
    },
    recordingPath: '/r/a.bdf',
    notePath: undefined,
    durationSeconds: 60,
    quality: [],
    bandPowersUv2: Object.fromEntries(names.map((name) => [name, powers])),
    annotations: over.annotations ?? [{ onsetSeconds: 1.5, durationSeconds: 0, text: 'eyes | closed' }, { onsetSeconds: 2, durationSeconds: 0.1, text: 'BAD_lost' }],
    warnings: over.warnings ?? ['12 of 15000 samples were lost (0.08 %)'],
  };
}
const summary: SignalSummary = {
  quality: names.map((channelName, index) => ({ channelName, state: index === 0 ? 'railed' : 'good', peakToPeakUv: 42.04, fullScaleRatio: 0.1, lineNoiseUv: 1.234, goodRatio: index === 0 ? 0 : 1 })),
  bandPowersUv2: {},
  spectrum: { frequenciesHz: Float64Array.from({ length: 251 }, (_, index) => index / 2), densityUv2PerHz: names.map(() => Float64Array.from({ length: 251 }, (_, index) => 1 / (1 + index))) },
  overview: { samples: names.map(() => Float64Array.from({ length: 400 }, (_, index) => Math.sin(index))), samplingRateHz: 10 },
};
const facts = { recordingName: 'a b.bdf', task: 'eyes closed', lineFrequencyHz: 50, quality: summary.quality, plots: [{ fileName: 'a b spectrum.svg', title: 'Spectrum' }] };

describe('formatSessionNote()', () => {
  const note = formatSessionNote(createReport(), facts);

  test('begins with properties that a program can read', () => {
    const [, frontmatter] = note.split(/^---$/m);
    expect(frontmatter).toBe(
      [
        '', 'type: "eeg-session"', 'date: "2026-11-22T09:05:03"', 'task: "eyes closed"', 'board: "OpenBCI Cyton"', 'device: "simulated:cyton"', 'firmware: "v3.1.2"',
        'channels: ["Fp1", "Fp2", "C3", "C4", "O1", "O2"]', 'sampling-rate-hz: 250', 'duration-seconds: 60', 'samples: 15000', 'lost-samples: 12', 'gaps: 2', 'drift-ppm: -3.1',
        'good-channels: 5', 'quality: "5 of 6 electrodes good"', 'markers: 1', 'recording: "a b.bdf"', 'tags: ["eeg", "iza/recording"]', '',
      ].join('\n'),
    );
  });

  test('tells quality, band powers, markers and warnings, and shows the plots', () => {
    expect(note).toContain('# EEG: eyes closed, 2026-11-22\n');
    expect(note).toContain('> [!warning] 12 of 15000 samples were lost');
    expect(note).toContain('![Spectrum](<a%20b%20spectrum.svg>)');
    expect(note).toContain('| Fp1 | railed | 0 % | 42 | 1.23 | 10 % |');
    expect(note).toContain('| O1 | 50.0 (25 %) | 20.0 (10 %) | 100 (50 %) | 20.0 (10 %) | 10.0 (5 %) |');
    expect(note).toContain('| 1.500 | eyes \\| closed |');
    expect(note).not.toContain('BAD_lost');
  });

  test('lets no text of a marker, a task or a board break the note', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const hostile = formatSessionNote(createReport({ annotations: [{ onsetSeconds: 0, durationSeconds: 0, text }], warnings: [text], title: text }), { ...facts, task: text });
        const lines = hostile.split('\n');
        const head = lines.indexOf('| time (s) | marker |');
        // One row, two cells, whatever it says.
        if (head >= 0) expect(lines[head + 2].replaceAll('\\|', '').split('|').length).toBe(4);
        expect(lines.filter((line) => line === '---').length).toBe(2);
        expect(lines.filter((line) => line.startsWith('# ')).length).toBe(1);
      }),
    );
  });
});

describe('drawSessionPlots()', () => {
  test('draws traces, spectrum and topography', () => {
    const plots = drawSessionPlots(createReport(), summary);
    expect(plots.map(({ name }) => name)).toEqual(['traces', 'spectrum', 'topography']);
    for (const { svg } of plots) expect(svg).toMatch(/^<svg[\s\S]+<\/svg>\s*$/);
  });

  test('leaves out what there is nothing for', () => {
    expect(drawSessionPlots(createReport(), { ...summary, spectrum: undefined, overview: undefined })).toEqual([]);
  });
});

test('writeSessionNote() writes the note and its plots beside the recording', async () => {
  const written = new Map<string, string>();
  const files: Pick<ByteFiles, 'create'> = {
    async create(path) {
      let text = '';
      const close = async () => void written.set(path, text);
      return { append: async (bytes) => void (text += new TextDecoder().decode(bytes)), writeAt: async () => undefined, flush: async () => undefined, close, [Symbol.asyncDispose]: close };
    },
  };
  // reason: the note only creates files
  const path = await writeSessionNote(createReport(), summary, { files: files as ByteFiles, recordingPath: '/r/a.bdf', task: undefined, lineFrequencyHz: 60, replace: false });
  expect(path).toBe('/r/a.md');
  expect([...written.keys()]).toEqual(['/r/a traces.svg', '/r/a spectrum.svg', '/r/a topography.svg', '/r/a.md']);
  expect(written.get('/r/a.md')).toContain('(<a%20topography.svg>)');
});

test.each([
  ['eyes closed', '2026-11-22 09.05.03 eyes closed.bdf'],
  [undefined, '2026-11-22 09.05.03 eeg.bdf'],
  ['../../etc/passwd: "x"', '2026-11-22 09.05.03 etc passwd x.bdf'],
  ['…', '2026-11-22 09.05.03 eeg.bdf'],
  ['Übung 1', '2026-11-22 09.05.03 Übung 1.bdf'],
])('recordingName() of the task %j', (task, expected) => {
  expect(recordingName(startedMs, task)).toBe(expected);
});
