import { IzaError } from '../../../foundation/index.ts';
import type { Iza } from '../../create-iza.ts';
import { writeOutput } from './write-output.ts';

/** Asked before anything is computed. @throws IzaError `bad-input` for another ending than .svg or .png, `unsupported` for a PNG without a rasteriser */
export function checkPicturePath(out: string, { rasterizeSvg }: Iza): void {
  if (!/\.(?:svg|png)$/i.test(out)) throw new IzaError('bad-input', `Cannot draw into ${out}: a picture ends in .svg or .png.`);
  if (/\.png$/i.test(out) && !rasterizeSvg) throw new IzaError('unsupported', 'Cannot draw a PNG here: this host has no rasteriser. Write an .svg.');
}

/** Writes a drawing as what its ending says, a PNG twice as wide for sharp screens; gives its whole path. @throws as `checkPicturePath` and `writeOutput` */
export async function writePicture(svg: string, { out, widthPx, replace }: { readonly out: string; readonly widthPx: number; readonly replace: boolean }, iza: Iza): Promise<string> {
  checkPicturePath(out, iza);
  const bytes = /\.png$/i.test(out) && iza.rasterizeSvg ? await iza.rasterizeSvg(svg, { widthPx: 2 * widthPx }) : new TextEncoder().encode(svg);
  return writeOutput(out, bytes, replace, iza);
}
