import { pageElement } from '../page-element.ts';
import { circuitExamples } from './circuit-examples.ts';

/** What is chosen beside the program. */
export interface ProgramSettings {
  readonly element: HTMLElement;
  values(): { readonly shotCount: number; readonly seed: string; readonly gateErrorRatio: number; readonly readoutErrorRatio: number };
}

const MAX_SHOT_COUNT = 100_000;

export function createProgramSettings({ onChange, onExample }: { readonly onChange: () => void; readonly onExample: (source: string) => void }): ProgramSettings {
  const example = pageElement('select', '', ...circuitExamples.map(({ title }, index) => new Option(title, String(index))));
  example.addEventListener('change', () => onExample(circuitExamples[Number(example.value)].source));
  const shots = pageElement('input');
  shots.type = 'number';
  shots.min = '1';
  shots.max = String(MAX_SHOT_COUNT);
  shots.value = '1024';
  const seed = pageElement('input');
  seed.type = 'text';
  seed.value = 'iza';
  seed.maxLength = 40;
  const gateError = percentSlider('Gate error');
  const readoutError = percentSlider('Readout error');
  for (const input of [shots, seed, gateError.input, readoutError.input]) input.addEventListener('input', onChange);
  return {
    element: pageElement('div', 'live-options circuit-options', pageElement('label', '', 'Example', example), pageElement('label', '', 'Shots', shots), pageElement('label', '', 'Seed', seed), gateError.label, readoutError.label),
    values: () => ({
      shotCount: Math.max(1, Math.min(MAX_SHOT_COUNT, Math.round(Number(shots.value)) || 1)),
      seed: seed.value || 'iza',
      gateErrorRatio: Number(gateError.input.value) / 100,
      readoutErrorRatio: Number(readoutError.input.value) / 100,
    }),
  };
}

function percentSlider(name: string): { readonly label: HTMLLabelElement; readonly input: HTMLInputElement } {
  const input = pageElement('input');
  input.type = 'range';
  input.min = '0';
  input.max = '20';
  input.step = '0.5';
  input.value = '0';
  const shown = pageElement('span', 'circuit-percent');
  const show = (): void => {
    shown.textContent = `${input.value} %`;
    input.setAttribute('aria-valuetext', `${input.value} percent`);
  };
  input.setAttribute('aria-label', name);
  input.addEventListener('input', show);
  show();
  return { label: pageElement('label', '', name, input, shown), input };
}
