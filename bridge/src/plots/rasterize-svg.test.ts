import { spectrumChart } from '@iza/core/charts';
import { expect, test } from 'vitest';
import { createSvgRasterizer } from './rasterize-svg.ts';

const rasterize = createSvgRasterizer();

/** Width and height from the header of a PNG. */
function sizeOf(png: Uint8Array): [number, number] {
  const view = new DataView(png.buffer, png.byteOffset);
  expect(png.subarray(0, 8)).toEqual(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
  return [view.getUint32(16), view.getUint32(20)];
}

test('draws a chart as a PNG of the asked width', async () => {
  const svg = spectrumChart({ title: 'Spectrum', lines: [{ name: 'O1', frequenciesHz: [1, 2, 3], density: [1, 2, 3] }] });
  expect(sizeOf(await rasterize(svg, { widthPx: 1440 }))).toEqual([1440, 720]);
  // Two drawers in one thread share the package's one instance.
  expect(sizeOf(await createSvgRasterizer()(svg, { widthPx: 100 }))).toEqual([100, 50]);
});

test('draws text: the picture with it differs from the one without', async () => {
  const drawing = (text: string) => `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40"><text x="5" y="25" font-family="system-ui,sans-serif">${text}</text></svg>`;
  const [blank, letters, others] = await Promise.all(['', 'µV²/Hz', 'alpha'].map((text) => rasterize(drawing(text), { widthPx: 200 })));
  expect(letters.length).toBeGreaterThan(blank.length + 300);
  expect(others).not.toEqual(letters);
});

test('refuses what is no SVG', async () => {
  await expect(rasterize('<p>', { widthPx: 10 })).rejects.toThrow();
});
