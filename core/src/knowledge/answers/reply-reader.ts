import { NOT_IN_NOTES } from './chat-prompt.ts';

/** Parts a model's reply, as it streams, into what a person reads and the quotes that prove it. */
export interface ReplyReader {
  /** The text for the person that is certain so far. */
  push(piece: string): string;
  end(): { text: string; quotes: string; saysNotInNotes: boolean };
}

/** The line before the quotes, with the decoration that models like to add. */
const QUOTES_LINE = /^[\s*#=_`~<>-]*QUOTES[\s*:=_`~<>-]*$/;
const MAYBE_QUOTES_LINE = /^[\s*#=_`~<>-]*(?:Q|QU|QUO|QUOT|QUOTE|QUOTES[\s*:=_`~<>-]*)?$/;
const OPENING_MARKS = /^[ \t*#_>"'`-]{0,20}/;
const CLOSING_MARKS = /^[ \t*_.:"'`-]+/;

export function createReplyReader(): ReplyReader {
  let state: 'opening' | 'thinking' | 'nothing-line' | 'gap' | 'text' | 'quotes' = 'opening';
  let held = '';
  let atLineStart = true;
  let saysNotInNotes = false;

  /** Resolves `held` as far as it can be; `last` when nothing more will come. */
  function advance(last: boolean): string {
    let text = '';
    for (;;) {
      if (state === 'opening') {
        held = held.trimStart();
        const bare = held.replace(OPENING_MARKS, '');
        if (/^<think(?:ing)?>/i.test(held)) state = 'thinking';
        else if (bare.startsWith(NOT_IN_NOTES)) {
          saysNotInNotes = true;
          held = bare.slice(NOT_IN_NOTES.length);
          state = 'nothing-line';
        } else if (!last && ('<thinking>'.startsWith(held.toLowerCase()) || NOT_IN_NOTES.startsWith(bare))) return text;
        else state = 'text';
      } else if (state === 'nothing-line') {
        held = held.replace(CLOSING_MARKS, '');
        if (held === '') return text;
        state = 'gap';
      } else if (state === 'gap') {
        held = held.trimStart();
        if (held === '') return text;
        state = 'text';
      } else if (state === 'thinking') {
        const close = /<\/think(?:ing)?>/i.exec(held);
        if (!close) {
          if (last) held = '';
          return text;
        }
        held = held.slice(close.index + close[0].length);
        state = 'opening';
      } else if (state === 'text') {
        const lineEnd = held.indexOf('\n');
        const line = lineEnd === -1 ? held : held.slice(0, lineEnd);
        if (lineEnd === -1 && !last && atLineStart && MAYBE_QUOTES_LINE.test(line.trimEnd())) return text;
        if (atLineStart && (lineEnd !== -1 || last) && QUOTES_LINE.test(line)) {
          state = 'quotes';
          held = lineEnd === -1 ? '' : held.slice(lineEnd + 1);
          return text;
        }
        text += lineEnd === -1 ? line : `${line}\n`;
        held = lineEnd === -1 ? '' : held.slice(lineEnd + 1);
        atLineStart = lineEnd !== -1;
        if (lineEnd === -1) return text;
      } else return text;
    }
  }
  return {
    push(piece) {
      held += piece;
      return advance(false);
    },
    end() {
      const text = advance(true);
      return { text, quotes: state === 'quotes' ? held : '', saysNotInNotes };
    },
  };
}
