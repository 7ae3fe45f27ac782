import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { amplitudeChart } from './amplitude-chart.ts';
import { averageChart } from './average-chart.ts';
import { bandPowerChart } from './band-power-chart.ts';
import { blochSpheres } from './bloch-spheres.ts';
import { takesDarkText } from './colour-scale.ts';
import { densityMatrixMap } from './density-matrix-map.ts';
import { filledContour } from './filled-contour.ts';
import { samplesPath } from './line-path.ts';
import { mirrorPlot } from './mirror-plot.ts';
import { outcomeHistogram } from './outcome-histogram.ts';
import { phaseColour } from './phase-colour.ts';
import { projectOntoHead, smoothSurface } from './smooth-surface.ts';
import { spectrogramChart } from './spectrogram-chart.ts';
import { spectrumChart } from './spectrum-chart.ts';
import { svgDescription } from './svg-description.ts';
import { decadeTicks, measureText, roundTicks, tickText } from './ticks.ts';
import { topographyChart } from './topography-chart.ts';
import { traceChart } from './trace-chart.ts';

const sine = (count: number, cycles: number): Float64Array => Float64Array.from({ length: count }, (_, index) => 20 * Math.sin((2 * Math.PI * cycles * index) / count));
const electrodes = [['Fz', 0, 0.5], ['Cz', 0, 0], ['Pz', 0, -0.5], ['C3', -0.5, 0], ['C4', 0.5, 0]].map(([name, x, y]) => ({ name: name as string, x: x as number, y: y as number }));

/** What XML treats apart, what it forbids, and letters. */
const hardCharacters = fc.constantFrom(...'<>&"\'/=; aµΩ\u0000\u0008\u001b\n\ufffe\ud800', '\u{1f600}');

/** Enough of XML to find a tag left open or text that was not escaped. */
function expectWellFormed(svg: string): void {
  const open: string[] = [];
  for (const [tag] of svg.matchAll(/<[^>]*>/g)) {
    expect(tag).toMatch(/^<\/?[a-zA-Z]+(?: [a-zA-Z-]+(?::[a-z]+)?="[^"<]*")*\/?>$/);
    const name = /^<\/?([a-zA-Z]+)/.exec(tag)![1];
    if (tag.startsWith('</')) expect(open.pop()).toBe(name);
    else if (!tag.endsWith('/>')) open.push(name);
  }
  expect(open).toEqual([]);
  expect(svg.replaceAll(/<[^>]*>/g, '')).not.toMatch(/[<>]|&(?!amp;|lt;|gt;|quot;|#39;)/);
  expect(svg).not.toMatch(/NaN|Infinity|undefined/);
}

const charts: Record<string, (title: string, theme?: 'light' | 'dark' | 'auto') => string> = {
  spectrum: (title, theme) => spectrumChart({ title, theme: theme ?? 'auto', bands: [{ name: 'alpha', lowHz: 8, highHz: 13 }], marks: [{ frequencyHz: 10, label: title }], lines: [{ name: title, frequenciesHz: [0, 5, 10, 15], density: [0, 2, 9, Number.NaN] }] }),
  traces: (title, theme) => traceChart({ title, theme: theme ?? 'auto', samplingRateHz: 100, channels: [{ name: title, samples: sine(5000, 9).map((value, index) => (index > 700 && index < 900 ? Number.NaN : value)) }], annotations: [{ onsetSeconds: 1, durationSeconds: 2, text: title }] }),
  spectrogram: (title, theme) => spectrogramChart({ title, theme: theme ?? 'auto', timesSeconds: [1, 2, 3], frequenciesHz: [0, 5, 10], density: [[1, 2, 3], [0, 2, Number.NaN], [4, 5, 6]] }),
  average: (title, theme) => averageChart({ title, theme: theme ?? 'auto', timesSeconds: [-0.1, 0, 0.1], lines: [{ name: title, mean: [1, -2, Number.NaN], standardError: [0.1, 0.2, Number.NaN] }, { name: title, mean: [1, 1, 1] }] }),
  'band powers': (title, theme) => bandPowerChart({ title, theme: theme ?? 'auto', bandNames: [title, 'theta'], channels: [{ name: title, parts: [0.4, 0.6] }, { name: 'lost', parts: [Number.NaN, Number.NaN] }] }),
  topography: (title, theme) => topographyChart({ title, theme: theme ?? 'auto', electrodes: electrodes.map((electrode) => ({ ...electrode, name: `${title}${electrode.name}` })), maps: [{ title, values: [1, 2, 3, -4, Number.NaN] }], unit: 'µV' }),
  outcomes: (title, theme) => outcomeHistogram({ title, theme: theme ?? 'auto', outcomes: [{ key: title, value: 3, expected: 4 }, { key: '01', value: 0 }] }),
  'Bloch spheres': (title, theme) => blochSpheres({ title, theme: theme ?? 'auto', vectors: [{ label: title, x: 0, y: -0.6, z: 0.8 }, { label: 'mixed', x: 0, y: 0, z: 0 }] }),
  amplitudes: (title, theme) => amplitudeChart({ title, theme: theme ?? 'auto', re: [0.6, 0], im: [0, -0.8] }),
  'density matrix': (title, theme) => densityMatrixMap({ title, theme: theme ?? 'auto', re: [0.5, 0, 0, 0.5], im: [0, 0.3, -0.3, 0] }),
  'mirror plot': (title, theme) => mirrorPlot({ title, theme: theme ?? 'auto', cells: [{ width: 2, depth: 4, polarisation: 0.9, standardError: 0.01 }, { width: 4, depth: 4, polarisation: -0.02 }] }),
};

describe.each(Object.entries(charts))('%s', (_name, draw) => {
  test('is a well-formed SVG with a title and a description, whatever the names hold', () => {
    fc.assert(fc.property(fc.string({ unit: hardCharacters, maxLength: 20 }), (title) => expectWellFormed(draw(`<${title}&"'`))), { numRuns: 30 });
    expect(draw('Alpha & more')).toMatch(/<title>Alpha &amp; more<\/title><desc>[^<]{20,}<\/desc>/);
  });

  test('follows the reader’s colour scheme, or keeps the one that was asked for', () => {
    expect(draw('a', 'auto')).toContain('@media (prefers-color-scheme:dark)');
    for (const theme of ['light', 'dark'] as const) expect(draw('a', theme)).not.toContain('@media');
    expect(draw('a', 'dark')).not.toBe(draw('a', 'light'));
  });
});

test.each([
  ['no line', () => spectrumChart({ title: 'a', lines: [] })],
  ['no sample', () => traceChart({ title: 'a', samplingRateHz: 1, channels: [] })],
  ['channels of two lengths', () => traceChart({ title: 'a', samplingRateHz: 1, channels: [1, 2].map((length) => ({ name: 'x', samples: new Float64Array(length) })) })],
  ['no electrode', () => topographyChart({ title: 'a', electrodes: [], maps: [{ title: '', values: [] }], unit: '' })],
  ['no cell', () => spectrogramChart({ title: 'a', timesSeconds: [], frequenciesHz: [], density: [] })],
  ['too few spectra', () => spectrogramChart({ title: 'a', timesSeconds: [1], frequenciesHz: [1], density: [] })],
  ['no average', () => averageChart({ title: 'a', timesSeconds: [1], lines: [] })],
  ['no band', () => bandPowerChart({ title: 'a', bandNames: [], channels: [{ name: 'a', parts: [] }] })],
  ['more bands than colours', () => bandPowerChart({ title: 'a', bandNames: Array.from({ length: 9 }, String), channels: [{ name: 'a', parts: [] }] })],
  ['too few values', () => topographyChart({ title: 'a', electrodes, maps: [{ title: '', values: [1] }], unit: '' })],
  ['no outcome', () => outcomeHistogram({ title: 'a', outcomes: [] })],
  ['a negative count', () => outcomeHistogram({ title: 'a', outcomes: [{ key: '0', value: -1 }] })],
  ['keys that leave no room for bars', () => outcomeHistogram({ title: 'a', outcomes: [{ key: '0'.repeat(1000), value: 1 }] })],
  ['no qubit', () => blochSpheres({ title: 'a', vectors: [] })],
  ['a Bloch vector longer than 1', () => blochSpheres({ title: 'a', vectors: [{ label: 'q', x: 1, y: 1, z: 0 }] })],
  ['amplitudes of no state', () => amplitudeChart({ title: 'a', re: [1, 0, 0], im: [0, 0, 0] })],
  ['an amplitude that is no number', () => amplitudeChart({ title: 'a', re: [1, Number.NaN], im: [0, 0] })],
  ['half a density matrix', () => densityMatrixMap({ title: 'a', re: [1, 0], im: [0, 0] })],
  ['too large a density matrix', () => densityMatrixMap({ title: 'a', re: new Float64Array(4 ** 7), im: new Float64Array(4 ** 7) })],
  ['no mirror', () => mirrorPlot({ title: 'a', cells: [] })],
])('a chart with %s is refused', (_name, draw) => {
  expect(draw).toThrow(RangeError);
});

test('traceChart() draws flat, constant and wholly lost channels', () => {
  for (const value of [0, 5e5, Number.NaN]) expectWellFormed(traceChart({ title: 'flat', samplingRateHz: 10, channels: [{ name: 'a', samples: new Float64Array(500).fill(value) }] }));
});

test('spectrumChart() draws many channels as a bundle with their median', () => {
  const svg = spectrumChart({ title: 'many', lines: Array.from({ length: 12 }, (_, index) => ({ name: `E${index}`, frequenciesHz: [1, 2], density: [index + 1, 1] })) });
  expect(svg).toContain('median of 12 channels');
  expectWellFormed(svg);
});

test('spectrogramChart() stays small and shows nothing where samples were lost', () => {
  const draw = (lostFrom: number) =>
    spectrogramChart({ title: 'long', timesSeconds: Array.from({ length: 500 }, (_, index) => index), frequenciesHz: Array.from({ length: 60 }, (_, index) => index / 2), density: Array.from({ length: 500 }, (_, time) => Float64Array.from({ length: 60 }, (_bin, bin) => (time >= lostFrom ? Number.NaN : 1 + ((time * 7919 + bin * 104_729) % 97)))) });
  expect(draw(500).length).toBeLessThan(250_000);
  expect(draw(1).length).toBeLessThan(12_000);
});

describe('samplesPath()', () => {
  const draw = (samples: Float64Array) => samplesPath(samples, { leftPx: 0, widthPx: 100, columnPx: 1, yOf: (value) => 60 - value });

  test.each([200, 600, 9000])('of %d samples keeps every peak', (count) => {
    fc.assert(
      fc.property(fc.nat(count - 1), (place) => {
        const samples = new Float64Array(count);
        samples[place] = 50;
        expect(highestOf(draw(samples).path)).toBeCloseTo(10, -0.5);
      }),
    );
  });

  test.each([50, 600, 9000])('of %d samples is parted where samples are lost', (count) => {
    const samples = new Float64Array(count).fill(1).fill(Number.NaN, Math.floor(count * 0.3), Math.floor(count * 0.5));
    expect(draw(samples).path.match(/M/g)).toHaveLength(2);
  });

  test('is a line while samples can be told apart, and the band they fill from then on', () => {
    expect([50, 600, 9000].map((count) => draw(sine(count, 3)).isEnvelope)).toEqual([false, false, true]);
    expect(draw(sine(9000, 3)).path).toMatch(/z$/);
    expect(draw(sine(1_000_000, 3)).path.length).toBeLessThan(4000);
  });
});

/** The smallest y that a path reaches. */
function highestOf(path: string): number {
  let highest = Infinity;
  let y = 0;
  for (const [, command, , second] of path.matchAll(/([MlL])(-?[\d.]+) ?(-?[\d.]+)/g)) {
    y = command === 'l' ? y + Number(second) : Number(second);
    highest = Math.min(highest, y);
  }
  return highest;
}

describe('filledContour()', () => {
  const grids = fc.integer({ min: 2, max: 9 }).chain((size) => fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: size * size, maxLength: size * size }).map((heights) => ({ size, heights: Float64Array.from(heights) })));

  test('closes every border and turns the right way round: the signed area is that of the high part', () => {
    fc.assert(
      fc.property(grids, fc.double({ min: -0.9, max: 0.9, noNaN: true }), (grid, level) => {
        const path = filledContour(grid, level, (column, row) => [column * 100, row * 100]);
        expect((path.match(/M/g) ?? []).length).toBe((path.match(/z/g) ?? []).length);
        const high = grid.heights.filter((height) => height >= level).length;
        if (high === grid.heights.length) expect(areaOf(path)).toBeCloseTo(((grid.size - 1) * 100) ** 2, -1);
        if (high === 0) expect(path).toBe('');
        expect(areaOf(path)).toBeGreaterThanOrEqual(-1);
      }),
    );
  });
});

/** Of all closed pieces together, by the shoelace formula. */
function areaOf(path: string): number {
  let total = 0;
  for (const piece of path.split('z').filter(Boolean)) {
    const numbers = [...piece.matchAll(/-?\d+(?:\.\d+)?/g)].map(([text]) => Number(text));
    let [x, y] = [numbers[0], numbers[1]];
    const points = [[x, y]];
    for (let index = 2; index < numbers.length; index += 2) {
      [x, y] = [x + numbers[index], y + numbers[index + 1]];
      points.push([x, y]);
    }
    points.forEach(([ax, ay], index) => {
      const [bx, by] = points[(index + 1) % points.length];
      total += (ax * by - bx * ay) / 2;
    });
  }
  return total;
}

describe('smoothSurface()', () => {
  test('passes through its values, and a plane stays a plane', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { minLength: 5, maxLength: 5 }), (values) => {
        const surface = smoothSurface(electrodes, values);
        electrodes.forEach(({ x, y }, index) => expect(surface(x, y)).toBeCloseTo(values[index], 6));
      }),
    );
    const plane = smoothSurface(electrodes, electrodes.map(({ x, y }) => 1 + 2 * x - y));
    expect(plane(0.3, 0.7)).toBeCloseTo(0.9, 9);
  });

  test('is flat through fewer than three points, and refuses two electrodes at one place', () => {
    expect(smoothSurface(electrodes.slice(0, 2), [1, 3])(9, 9)).toBe(2);
    expect(() => smoothSurface([...electrodes, electrodes[0]], [1, 2, 3, 4, 5, 6])).toThrow(RangeError);
  });
});

test('projectOntoHead() keeps the top in the middle and the ears on the rim', () => {
  expect(projectOntoHead({ x: 0, y: 0, z: 1 })).toEqual({ x: 0, y: 0 });
  expect(projectOntoHead({ x: 1, y: 0, z: 0 }).x).toBeCloseTo(1, 12);
  expect(projectOntoHead({ x: 0, y: -Math.SQRT1_2, z: Math.SQRT1_2 }).y).toBeCloseTo(-0.5, 12);
});

describe('ticks', () => {
  test.each([
    [0, 1, 5, [0, 0.2, 0.4, 0.6, 0.8, 1]],
    [-3, 12, 4, [0, 5, 10]],
    [7, 7, 4, [7]],
  ])('roundTicks(%d, %d, %d)', (low, high, count, expected) => expect(roundTicks(low, high, count)).toEqual(expected));

  test('roundTicks() lie inside, in even steps', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.double({ min: 1e-3, max: 1e6, noNaN: true }), (low, span) => {
        const ticks = roundTicks(low, low + span, 6);
        expect(ticks.length).toBeLessThanOrEqual(8);
        for (const tick of ticks) expect(tick >= low - span * 1e-4 && tick <= low + span * (1 + 1e-4)).toBe(true);
      }),
    );
  });

  test('decadeTicks()', () => expect(decadeTicks(0.05, 2000, 9)).toEqual([0.1, 1, 10, 100, 1000]));

  test.each<[number, string]>([[0.25, '0.25'], [-2, '−2'], [1e-5, '10⁻⁵'], [2e6, '2×10⁶'], [12000, '12 000'], [0.1 + 0.2, '0.3']])('tickText(%d)', (value, text) => expect(tickText(value)).toBe(text));

  test.each<[number, string]>([[11.4312, '11.4'], [0.021345, '0.0213'], [1240.4, '1240'], [0, '0'], [Number.NaN, '–']])('measureText(%d)', (value, text) => expect(measureText(value)).toBe(text));
});

describe('outcomeHistogram()', () => {
  const heights = (svg: string): number[] => [...svg.matchAll(/<rect class="area-[07]" x="[^"]*" y="[^"]*" width="(?!12")[^"]*" height="([\d.]+)"/g)].map(([, height]) => Number(height));

  test('draws bars as high as their values, in the order of the keys', () => {
    const [first, second, third] = heights(outcomeHistogram({ title: 'a', outcomes: [{ key: '10', value: 0.25 }, { key: '00', value: 0.5 }, { key: '11', value: 0.25 }] }));
    expect(second / first).toBeCloseTo(0.5, 2);
    expect(third).toBe(second);
  });

  test('sums up what is too rare to be shown', () => {
    const svg = outcomeHistogram({ title: 'a', maxBarCount: 3, outcomes: Array.from({ length: 9 }, (_, index) => ({ key: String(index), value: index === 0 ? 92 : 1 })) });
    expect(svg).toContain('>others<');
    const [first, , others] = heights(svg);
    expect(others / first).toBeCloseTo(7 / 92, 1);
  });
});

test('svgDescription() gives the words of a chart back, whatever they hold', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'<>&"\'; aµ#39'), maxLength: 20 }), (label) => {
      expect(svgDescription(blochSpheres({ title: 'a', vectors: [{ label, x: 0, y: 0, z: 1 }] }))).toBe(`Bloch vectors. ${label}: x 0, y 0, z 1, length 1.`);
    }),
  );
  expect(svgDescription('<p>')).toBe('');
});

test('phaseColour() goes round once, every phase as light as every other', () => {
  const lightness = (colour: string): number => [1, 3, 5].map((start) => (Number.parseInt(colour.slice(start, start + 2), 16) / 255) ** 2.2).reduce((sum, value, index) => sum + value * [0.2126, 0.7152, 0.0722][index], 0);
  const colours = Array.from({ length: 16 }, (_, index) => phaseColour((index * Math.PI) / 8));
  expect(new Set(colours).size).toBe(16);
  expect(phaseColour(2 * Math.PI)).toBe(colours[0]);
  expect(Math.max(...colours.map(lightness)) - Math.min(...colours.map(lightness))).toBeLessThan(0.08);
});

test.each([['#ffffff', true], ['#fde725', true], ['#440154', false], ['#67001f', false]])('takesDarkText(%s) is %s', (colour, isDark) => expect(takesDarkText(colour)).toBe(isDark));

test('blochSpheres() draws |0⟩ upwards and |+⟩ towards the reader', () => {
  const tip = (x: number, z: number): readonly [number, number] => {
    const [, left, top] = /<circle class="area-1" cx="([\d.]+)" cy="([\d.]+)" r="5"/.exec(blochSpheres({ title: 'a', vectors: [{ label: 'q', x, y: 0, z }] }))!;
    return [Number(left), Number(top)];
  };
  const [up, down, plus] = [tip(0, 1), tip(0, -1), tip(1, 0)];
  expect(up[1]).toBeLessThan(down[1]);
  expect(plus[0]).toBeLessThan(up[0]);
  expect(plus[1]).toBeGreaterThan((up[1] + down[1]) / 2);
});

test('amplitudeChart() names phases as fractions of π', () => {
  const svg = amplitudeChart({ title: 'a', re: [0.5, 0, -0.5, Math.SQRT1_2 / 2], im: [0, -0.5, 0, Math.SQRT1_2 / 2] });
  expect(/<desc>([^<]*)/.exec(svg)![1]).toBe('Amplitudes: 00 0.5 at phase 0, 01 0.5 at phase −π/2, 10 0.5 at phase π, 11 0.5 at phase π/4.');
});
