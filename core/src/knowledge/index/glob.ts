/**
 * Turns a path pattern into a test of whole paths: `*` and `?` stay within a folder, `**` crosses folders, `[ab]` and `[!ab]` are sets,
 * `{a,b}` are choices, `\` takes the next character as it is. A pattern without a slash is met by any part of a path.
 */
export function compileGlob(pattern: string): (path: string) => boolean {
  const trimmed = pattern.normalize('NFC').replace(/^\.?\//, '').replace(/\/+$/, '/**');
  const source = sourceOf(trimmed.includes('/') ? trimmed : `**/${trimmed}{,/**}`);
  const expression = new RegExp(`^${source}$`, 'su');
  return (path) => expression.test(path);
}

function sourceOf(pattern: string): string {
  const characters = [...pattern];
  let source = '';
  let depth = 0;
  for (let index = 0; index < characters.length; index += 1) {
    const character = characters[index];
    if (character === '*' && characters[index + 1] === '*') {
      const wholePart = (index === 0 || characters[index - 1] === '/' || characters[index - 1] === ',' || characters[index - 1] === '{') && characters[index + 2] === '/';
      source += wholePart ? '(?:.*/)?' : '.*';
      index += wholePart ? 2 : 1;
    } else if (character === '*') source += '[^/]*';
    else if (character === '?') source += '[^/]';
    else if (character === '[') {
      const end = characters.indexOf(']', index + 2);
      if (end < 0) source += '\\[';
      else {
        source += setOf(characters.slice(index + 1, end));
        index = end;
      }
    } else if (character === '{' && characters.indexOf('}', index) > 0) {
      source += '(?:';
      depth += 1;
    } else if (character === '}' && depth > 0) {
      source += ')';
      depth -= 1;
    } else if (character === ',' && depth > 0) source += '|';
    else if (character === '\\' && index + 1 < characters.length) {
      index += 1;
      source += escape(characters[index]);
    } else source += escape(character);
  }
  return source + ')'.repeat(depth);
}

function setOf(characters: readonly string[]): string {
  const negated = characters[0] === '!' || characters[0] === '^';
  const members = (negated ? characters.slice(1) : characters).map((character) => (character === '-' ? '-' : escape(character)));
  // A range must be in order and between two members; anything else takes the hyphen as itself.
  const source = members.map((member, index) => (member === '-' && !isRange(members, index) ? '\\-' : member)).join('');
  return `(?!/)[${negated ? '^' : ''}${source}]`;
}

function isRange(members: readonly string[], index: number): boolean {
  const [from, to] = [members[index - 1], members[index + 1]];
  return from?.length === 1 && to?.length === 1 && from < to && from !== '-' && to !== '-';
}

function escape(character: string): string {
  return /[\\^$.*+?()[\]{}|/]/.test(character) ? `\\${character}` : character;
}
