import { createExpressionParser } from './parse-expression.ts';
import { parseStatement } from './parse-statement.ts';
import { createPlaces, type QasmProblem } from './source-place.ts';
import type { StatementContext } from './statement-context.ts';
import type { ProgramSyntax, StatementSyntax, VersionSyntax } from './syntax.ts';
import { createTokenReader, SyntaxFault, type TokenReader } from './token-reader.ts';
import { tokenize, type Token } from './tokens.ts';

/** More problems than a person reads are not collected. */
const MAX_PROBLEM_COUNT = 100;
/** Blocks in blocks; deeper programs are refused. */
const MAX_BLOCK_DEPTH = 100;
/** Words that only ever begin a statement, in both versions. */
const STATEMENT_WORDS: ReadonlySet<string> = new Set(['OPENQASM', 'include', 'qreg', 'creg', 'gate', 'opaque', 'def', 'reset', 'barrier', 'if', 'for', 'while', 'switch', 'let']);

export interface ParsedProgram {
  readonly program: ProgramSyntax;
  /** In the program's order. */
  readonly problems: readonly QasmProblem[];
}

/** Reads a program of OpenQASM 2 or 3 into its syntax. After a problem it goes on with the next statement, so that all of them are told. */
export function parseProgram(source: string): ParsedProgram {
  const { problemAt } = createPlaces(source);
  const tokens = tokenize(source);
  const version = versionOf(tokens);
  const reader = createTokenReader(tokens, problemAt);
  const major = version?.major ?? 3;
  const problems: QasmProblem[] = [];
  let expressions = createExpressionParser(reader, { major });
  let blockDepth = 0;

  function parseStatements(isEnd: () => boolean): StatementSyntax[] {
    const statements: StatementSyntax[] = [];
    const depth = blockDepth;
    while (reader.current.kind !== 'end' && !isEnd()) {
      const from = reader.current;
      try {
        if (!reader.take(';')) statements.push(...parseStatement(context));
      } catch (error) {
        if (!(error instanceof SyntaxFault)) throw error;
        if (problems.at(-1) !== error.problem) problems.push(error.problem);
        if (problems.length >= MAX_PROBLEM_COUNT) throw error;
        // The depths that were reached belong to the statement that is left.
        expressions = createExpressionParser(reader, { major });
        blockDepth = depth;
        skipStatement(from);
      }
    }
    return statements;
  }

  /** Goes on after the statement's semicolon or block, and by at least one token. */
  function skipStatement(from: Token): void {
    if (reader.current === from) reader.advance();
    let depth = 0;
    while (reader.current.kind !== 'end') {
      if (depth === 0 && reader.is('}') && blockDepth > 0) return;
      // A word that begins a statement of its own: the semicolon before it was forgotten.
      if (depth === 0 && STATEMENT_WORDS.has(reader.current.text)) return;
      const { text } = reader.advance();
      if (text === '{') depth += 1;
      if (text === '}') depth -= 1;
      if ((text === '}' && depth <= 0) || (text === ';' && depth === 0)) return;
    }
  }

  const context: StatementContext = {
    reader,
    major,
    get expressions() {
      return expressions;
    },
    skipStatement,
    statement: () => parseStatement(context),
    block(what) {
      if (!reader.take('{')) return parseStatement(context);
      blockDepth += 1;
      if (blockDepth > MAX_BLOCK_DEPTH) reader.fail(reader.previous, `Blocks are nested deeper than ${MAX_BLOCK_DEPTH} levels.`);
      const statements = parseStatements(() => reader.is('}'));
      blockDepth -= 1;
      reader.expect('}', what);
      return statements;
    },
  };

  let statements: StatementSyntax[] = [];
  try {
    takeVersion(version, reader);
    statements = parseStatements(() => false);
  } catch (error) {
    if (!(error instanceof SyntaxFault)) throw error;
    if (problems.at(-1) !== error.problem) problems.push(error.problem);
  }
  return { program: { version, statements }, problems };
}

/** Looked for before parsing, for the whole program is read by its rules. */
function versionOf(tokens: readonly Token[]): VersionSyntax | undefined {
  const first = tokens.findIndex(({ kind }) => kind !== 'annotation' && kind !== 'pragma');
  const [word, version] = tokens.slice(first, first + 2);
  if (word?.kind !== 'name' || word.text !== 'OPENQASM' || (version?.kind !== 'real' && version?.kind !== 'integer')) return undefined;
  return { major: Math.trunc(Number(version.text)), text: version.text, start: word.start, end: version.end };
}

function takeVersion(version: VersionSyntax | undefined, reader: TokenReader): void {
  if (!version) return;
  while (!reader.take('OPENQASM')) reader.advance();
  reader.advance();
  if (version.major !== 2 && version.major !== 3) reader.fail(version, `OpenQASM ${version.text} is not known here.`, 'Write OPENQASM 2.0; or OPENQASM 3.0;');
  reader.expect(';', 'the version');
}
