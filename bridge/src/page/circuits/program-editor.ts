import type { QasmProblem } from '@iza/core/quantum';
import { pageButton, pageElement } from '../page-element.ts';

/** A text with line numbers, and what is wrong with it. */
export interface ProgramEditor {
  readonly element: HTMLElement;
  text(): string;
  setText(text: string): void;
  showProblems(problems: readonly QasmProblem[]): void;
}

/** More are a wall that nobody reads. */
const MAX_SHOWN_COUNT = 8;

export function createProgramEditor(onChange: () => void): ProgramEditor {
  const numbers = pageElement('div', 'editor-numbers');
  numbers.setAttribute('aria-hidden', 'true');
  const area = pageElement('textarea', 'editor-text');
  area.id = 'circuit-program';
  area.spellcheck = false;
  area.wrap = 'off';
  area.rows = 16;
  area.autocapitalize = 'off';
  area.setAttribute('autocomplete', 'off');
  area.setAttribute('aria-label', 'OpenQASM program');
  const problems = pageElement('ul', 'editor-problems');
  problems.id = 'circuit-problems';
  area.setAttribute('aria-describedby', problems.id);
  // A region is there before its text is, or nobody hears the first problem.
  const region = pageElement('div', '', problems);
  region.setAttribute('role', 'status');
  let wrongLines: ReadonlySet<number> = new Set();

  function drawNumbers(): void {
    const lineCount = area.value.split('\n').length;
    numbers.replaceChildren(...Array.from({ length: lineCount }, (_, index) => pageElement('div', wrongLines.has(index + 1) ? 'wrong' : '', String(index + 1))));
    numbers.scrollTop = area.scrollTop;
  }

  function goTo({ line, column, length }: QasmProblem): void {
    const lines = area.value.split('\n');
    const start = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0) + column - 1;
    area.focus();
    area.setSelectionRange(start, start + length);
  }

  function itemOf(problem: QasmProblem): HTMLLIElement {
    const button = pageButton(`Line ${problem.line}, column ${problem.column}`, 'editor-place', () => goTo(problem));
    return pageElement('li', '', button, ` ${problem.message}`, ...(problem.hint === undefined ? [] : [pageElement('span', '', problem.hint)]));
  }

  area.addEventListener('input', () => {
    drawNumbers();
    onChange();
  });
  area.addEventListener('scroll', () => {
    numbers.scrollTop = area.scrollTop;
  });

  return {
    element: pageElement('div', 'editor', pageElement('div', 'editor-box', numbers, area), region),
    text: () => area.value,
    setText(text) {
      area.value = text;
      area.scrollTop = 0;
      drawNumbers();
    },
    showProblems(found) {
      wrongLines = new Set(found.map(({ line }) => line));
      area.setAttribute('aria-invalid', String(found.length > 0));
      const rest = found.length > MAX_SHOWN_COUNT ? [pageElement('li', '', `… and ${found.length - MAX_SHOWN_COUNT} more`)] : [];
      problems.replaceChildren(...found.slice(0, MAX_SHOWN_COUNT).map(itemOf), ...rest);
      drawNumbers();
    },
  };
}
