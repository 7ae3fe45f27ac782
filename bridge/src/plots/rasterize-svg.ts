import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { initWasm, Resvg } from '@resvg/resvg-wasm';

const resolve = createRequire(import.meta.url).resolve;
/** Without a font of its own the rasteriser leaves every text out, and says nothing. */
const FONTS = ['dejavu-fonts-ttf/ttf/DejaVuSans.ttf', 'dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'];

/** A drawer of SVGs as PNGs. What it needs (2.5 MB of code, 1.4 MB of fonts) is loaded at its first use. */
export function createSvgRasterizer(): (svg: string, options: { widthPx: number }) => Promise<Uint8Array> {
  let loading: Promise<Uint8Array[]> | undefined;
  return async (svg, { widthPx }) => {
    const fontBuffers = await (loading ??= load());
    const drawing = new Resvg(svg, {
      fitTo: { mode: 'width', value: widthPx },
      font: { fontBuffers, loadSystemFonts: false, defaultFontFamily: 'DejaVu Sans', sansSerifFamily: 'DejaVu Sans' },
    });
    try {
      const image = drawing.render();
      try {
        return image.asPng();
      } finally {
        image.free();
      }
    } finally {
      drawing.free();
    }
  };
}

async function load(): Promise<Uint8Array[]> {
  await initOnce();
  return Promise.all(FONTS.map(async (font) => new Uint8Array(await readFile(resolve(font)))));
}

async function initOnce(): Promise<void> {
  try {
    await initWasm(await readFile(resolve('@resvg/resvg-wasm/index_bg.wasm')));
  } catch (error) {
    // The package keeps one instance a thread, and refuses a second start of it.
    if (!String(error).includes('Already initialized')) throw error;
  }
}
