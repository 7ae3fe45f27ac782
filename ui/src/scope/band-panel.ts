import { buildElement } from '../dom/index.ts';
import type { ScopeBandPowers } from './scope-data.ts';

/** Bars of band power, mean over the chosen channels. */
export interface BandPanel {
  readonly element: HTMLElement;
  update(powers: ScopeBandPowers | undefined, channels: readonly number[]): void;
}

export function buildBandPanel(ownerDocument: Document): BandPanel {
  const list = buildElement(ownerDocument, 'dl', { class: 'bands' });
  const element = buildElement(ownerDocument, 'section', { attributes: { hidden: true } }, buildElement(ownerDocument, 'h3', {}, 'Band power'), list);
  const rows = new Map<string, { bar: HTMLProgressElement; value: HTMLElement }>();

  function rowOf(name: string): { bar: HTMLProgressElement; value: HTMLElement } {
    const known = rows.get(name);
    if (known) return known;
    const bar = buildElement(ownerDocument, 'progress', { attributes: { max: '1', 'aria-label': name } });
    const value = buildElement(ownerDocument, 'dd');
    list.append(buildElement(ownerDocument, 'dt', {}, name), bar, value);
    const row = { bar, value };
    rows.set(name, row);
    return row;
  }

  return {
    element,
    update(powers, channels) {
      element.hidden = powers === undefined;
      if (!powers) return;
      const means = powers.bandNames.map((_, band) => meanOf(channels.map((channel) => powers.powersUv2[channel * powers.bandNames.length + band])));
      const largest = Math.max(...means.filter((mean) => Number.isFinite(mean)), Number.MIN_VALUE);
      for (const [band, name] of powers.bandNames.entries()) {
        const { bar, value } = rowOf(name);
        const isKnown = Number.isFinite(means[band]);
        bar.value = isKnown ? means[band] / largest : 0;
        value.textContent = isKnown ? `${textOf(means[band])} µV²` : '–';
      }
    },
  };
}

function meanOf(values: readonly number[]): number {
  const known = values.filter((value) => Number.isFinite(value));
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}

function textOf(power: number): string {
  return power >= 100 ? power.toFixed(0) : power >= 10 ? power.toFixed(1) : power.toFixed(2);
}
