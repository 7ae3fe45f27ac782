import { themeStyle } from '@iza/core/charts';
import { pageElement } from '../page-element.ts';
import { circuitExamples } from './circuit-examples.ts';
import { createDeadline } from './deadline.ts';
import { createProgramEditor } from './program-editor.ts';
import { createProgramSettings } from './program-settings.ts';
import { runProgram, type DrawnView } from './run-program.ts';
import { svgNodes } from './svg-nodes.ts';

/** A person who types is not interrupted. */
const PAUSE_MS = 250;
const RUN_LIMIT_MS = 2000;
const MIN_WIDTH_PX = 320;
const MAX_WIDTH_PX = 860;

/** Fills the tab: a program, and what it does, drawn anew whenever it changes. */
export function openCircuits(container: HTMLElement): { show(): void; hide(): void } {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(themeStyle('auto'));
  document.adoptedStyleSheets.push(sheet);

  const editor = createProgramEditor(() => later());
  const settings = createProgramSettings({
    onChange: () => later(),
    onExample: (source) => {
      editor.setText(source);
      run();
    },
  });
  const status = pageElement('p', 'live-status circuit-status');
  status.setAttribute('role', 'status');
  const results = pageElement('div', 'circuit-views');
  const side = pageElement('div', 'circuit-side', results);
  container.replaceChildren(pageElement('div', 'circuit-columns', pageElement('div', '', settings.element, editor.element, status), side));
  editor.setText(circuitExamples[0].source);

  let timer: ReturnType<typeof setTimeout> | undefined;
  let drawnWidthPx = 0;

  function later(): void {
    clearTimeout(timer);
    timer = setTimeout(run, PAUSE_MS);
  }

  function run(): void {
    clearTimeout(timer);
    if (side.clientWidth === 0) return;
    drawnWidthPx = Math.max(MIN_WIDTH_PX, Math.min(MAX_WIDTH_PX, side.clientWidth - 2));
    const result = runProgram(editor.text(), { ...settings.values(), widthPx: drawnWidthPx, signal: createDeadline(RUN_LIMIT_MS, () => performance.now()) });
    results.dataset['old'] = String(result.type === 'problems');
    if (result.type === 'problems') {
      status.textContent = '';
      editor.showProblems(result.problems);
      return;
    }
    editor.showProblems([]);
    status.textContent = result.refusal === undefined ? result.summary : `${result.summary} ${result.refusal}`;
    results.replaceChildren(...result.views.map(figureOf));
  }

  new ResizeObserver(() => {
    if (Math.abs(Math.min(MAX_WIDTH_PX, side.clientWidth - 2) - drawnWidthPx) > 8) later();
  }).observe(side);

  return {
    show: run,
    hide: () => clearTimeout(timer),
  };
}

function figureOf({ id, title, svg }: DrawnView): HTMLElement {
  const figure = pageElement('figure', 'circuit-figure', svgNodes(svg, document));
  figure.dataset['view'] = id;
  figure.setAttribute('aria-label', title);
  return figure;
}
