import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { parseSync } from 'oxc-parser';

export interface ImportStatement {
  /** Importing file, relative to the root, with `/`. */
  readonly file: string;
  readonly specifier: string;
  /** 1-based. */
  readonly line: number;
  readonly exportsAll: boolean;
}

/** Every `.ts` source under a folder, relative to `root`, without what is installed, built or compiled by another language. */
export function listSources(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.d.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((file) => !/(^|\/)(node_modules|dist|assembly)\//.test(file))
    .toSorted();
}

/** Static imports, re-exports and dynamic imports of literals in one file's text. */
export function importsOf(file: string, text: string): ImportStatement[] {
  const { module, errors } = parseSync(file, text);
  if (errors.length > 0) throw new SyntaxError(`Cannot read the imports of ${file}: ${errors[0].message}`);
  const at = (specifier: string, start: number, exportsAll = false): ImportStatement => ({
    file,
    specifier,
    line: text.slice(0, start).split('\n').length,
    exportsAll,
  });
  const found = module.staticImports.map((entry) => at(entry.moduleRequest.value, entry.start));
  for (const statement of module.staticExports) {
    for (const entry of statement.entries) {
      if (!entry.moduleRequest) continue;
      found.push(at(entry.moduleRequest.value, statement.start, /^export\s*(type\s*)?\*/.test(text.slice(statement.start, statement.end))));
    }
  }
  for (const entry of module.dynamicImports) {
    const literal = /^['"]([^'"]+)['"]$/.exec(text.slice(entry.moduleRequest.start, entry.moduleRequest.end));
    if (literal) found.push(at(literal[1], entry.start));
  }
  return found;
}

export function importsUnder(root: string, folder: string): ImportStatement[] {
  return listSources(root, folder).flatMap((file) => importsOf(file, readFileSync(join(root, file), 'utf8')));
}
