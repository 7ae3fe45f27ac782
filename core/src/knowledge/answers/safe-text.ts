/**
 * Makes text from a note or a model safe to render as Markdown, piece by piece as it streams: no raw HTML, no embedded
 * image or note (its address is fetched without a click, and can carry a secret out), no code that a note app would run.
 * A zero-width space breaks each of them, so a person reads the same characters. Fenced code stays as it is, so that it
 * can be copied; fences are moved to the margin, where every renderer agrees on where they begin and end.
 */
export interface TextGuard {
  /** The part that is decided; the rest is held back until more comes. */
  push(piece: string): string;
  /** What was held back, and the end of a fence that was left open. */
  end(): string;
}

const BREAK = '\u200b';

/** Languages that highlighters know and no note app runs. Any other (`dataviewjs`, `run-python`) loses its name. */
const INERT_LANGUAGES: ReadonlySet<string> = new Set(
  (
    'bash c clojure cpp cs csharp css csv dart diff dockerfile go graphql haskell html http ini java javascript js json jsonc jsx kotlin latex less lisp lua ' +
    'makefile markdown md nix ocaml perl php plaintext powershell proto py python r rb rs ruby rust scala scss sh shell sql swift tex text toml ts tsx txt typescript vb vim xml yaml yml zig zsh'
  ).split(' '),
);

export function createTextGuard(): TextGuard {
  let held = '';
  /** Whether `held` starts a line; false after a part of the line was let through. */
  let atLineStart = true;
  let fence: { mark: string; indent: number } | undefined;
  let inMath = false;

  function guardRest(text: string): string {
    if ((text.match(/\$\$/g)?.length ?? 0) % 2 === 1) inMath = !inMath;
    return breakMarkup(text);
  }

  function guardLine(line: string): string {
    if (!atLineStart) return guardRest(line);
    if (fence) {
      const mark = line.trim();
      if (mark.startsWith(fence.mark) && mark === fence.mark[0].repeat(mark.length)) {
        fence = undefined;
        return line.replace(/^[ \t]+/, '');
      }
      return line.replace(new RegExp(`^[ \\t]{0,${fence.indent}}`), '');
    }
    const opener = /^([ \t]*)(`{3,}|~{3,})([^\r\n]*)/.exec(line);
    // Renderers with math take a fence inside `$$` for math, others for a fence: no fence there.
    if (!opener || inMath || (opener[2].startsWith('`') && opener[3].includes('`'))) return guardRest(line);
    fence = { mark: opener[2], indent: opener[1].length };
    const language = opener[3].trim().toLowerCase();
    return `${opener[2]}${language === '' || INERT_LANGUAGES.has(language) ? language : 'text'}${line.slice(opener[0].length)}`;
  }

  return {
    push(piece) {
      held += piece;
      let safe = '';
      for (let line = nextLine(held); line !== undefined; line = nextLine(held)) {
        held = held.slice(line.length);
        safe += guardLine(line);
        atLineStart = true;
      }
      if (atLineStart && (fence || /^[ \t]*[`~]*$/.test(held) || /^[ \t]*(?:`{3,}|~{3,})/.test(held))) return safe;
      // Outside fences only the last characters may still become markup with the next piece.
      const sure = held.replace(/(?:[!<`~%$=]+|\r)$/, '');
      if (sure === '') return safe;
      safe += guardRest(sure);
      held = held.slice(sure.length);
      atLineStart = false;
      return safe;
    },
    end() {
      const last = guardLine(held);
      const closing = fence ? `${last.endsWith('\n') || last === '' ? '' : '\n'}${fence.mark}\n` : '';
      held = '';
      fence = undefined;
      return last + closing;
    },
  };
}

export function safeText(text: string): string {
  const guard = createTextGuard();
  return guard.push(text) + guard.end();
}

/** The first line with its end; `undefined` while its end has not come. A CR at the very end may be half of a CRLF. */
function nextLine(text: string): string | undefined {
  return /^[^\r\n]*(?:\r\n|\n|\r(?=[\s\S]))/.exec(text)?.[0];
}

function breakMarkup(text: string): string {
  return (
    text
      .replace(/!(?=\[)/g, `!${BREAK}`)
      .replace(/<(?=[a-z/!?])/gi, `<${BREAK}`)
      // Obsidian's comments would hide what follows.
      .replace(/%(?=%)/g, `%${BREAK}`)
      .replace(/(``|~~)(?=[`~])/g, `$1${BREAK}`)
      // Inline code that starts with = or $= is a query or a script to Dataview.
      .replace(/`(?=\$?=[^=])/g, `\`${BREAK}`)
  );
}
