import { IzaError } from '../../../foundation/index.ts';
import { readQasm, type Circuit, type QasmProblem } from '../../../quantum/index.ts';
import type { Iza } from '../../create-iza.ts';

/** A program where it was found: a file of its own, a block in a note, or a text that came with the call. */
export interface NamedCircuit {
  /** `bell.qasm`; `Bell.md:12` for the block that begins in line 12 of a note. */
  readonly file: string;
  readonly reading: { readonly type: 'circuit'; readonly circuit: Circuit; readonly forgiven: readonly QasmProblem[] } | { readonly type: 'problems'; readonly problems: readonly QasmProblem[] };
}

/** Programs are written by people: a file larger than this is something else. */
const MAX_PROGRAM_BYTES = 64 * 1024 ** 2;

/**
 * Reads the programs of files, notes and texts. A program with problems is a reading too.
 * @throws IzaError `file-missing` | `file-unreadable` | `bad-input` for a file that holds no program
 */
export async function readCircuits({ files = [], source, lenient }: { readonly files?: readonly string[] | undefined; readonly source?: string | undefined; readonly lenient: boolean }, iza: Iza): Promise<NamedCircuit[]> {
  if (files.length === 0 && source === undefined) throw new IzaError('bad-input', 'Cannot find a circuit: name a .qasm file or a note with a ```qasm block, or give the program itself as source.');
  const circuits: NamedCircuit[] = source === undefined ? [] : [{ file: 'source', reading: readQasm(source, { lenient }) }];
  for (const file of files) {
    const text = await readText(file, iza);
    if (!/\.(?:md|markdown)$/i.test(file)) circuits.push({ file, reading: readQasm(text, { lenient }) });
    else circuits.push(...circuitsOfNote(file, text, lenient));
  }
  return circuits;
}

async function readText(file: string, { byteFiles }: Iza): Promise<string> {
  if (!byteFiles) throw new IzaError('unsupported', 'Cannot open files here: give the program itself as source.');
  const bytes = await byteFiles.open(file);
  if (!bytes) throw new IzaError('file-missing', `Cannot open ${file}: there is no such file (looked for ${byteFiles.resolve(file)}).`);
  try {
    if (bytes.sizeBytes > MAX_PROGRAM_BYTES) throw new IzaError('bad-input', `Cannot read ${file} as a program: it has ${bytes.sizeBytes} bytes, more than ${MAX_PROGRAM_BYTES}.`);
    return new TextDecoder().decode(await bytes.read(0, bytes.sizeBytes));
  } finally {
    await bytes.close();
  }
}

/** Each ```qasm block of a note, its problems at their lines in the note. */
function circuitsOfNote(file: string, text: string, lenient: boolean): NamedCircuit[] {
  const circuits: NamedCircuit[] = [];
  for (const { line, source } of qasmBlocks(text)) {
    const reading = readQasm(source, { lenient });
    const placed = reading.type === 'problems' ? { ...reading, problems: reading.problems.map((problem) => ({ ...problem, line: problem.line + line })) } : reading;
    circuits.push({ file: `${file}:${line}`, reading: placed });
  }
  if (circuits.length === 0) throw new IzaError('bad-input', `Cannot find a circuit in ${file}: it holds no \`\`\`qasm block.`);
  return circuits;
}

/** The program of every ```qasm block, with the 1-based line of its opening fence. */
export function qasmBlocks(text: string): { line: number; source: string }[] {
  const blocks: { line: number; source: string }[] = [];
  let open: { fence: string; line: number; from: number; isQasm: boolean } | undefined;
  const lines = text.split(/\r\n?|\n/);
  for (const [index, line] of lines.entries()) {
    const [, fence = '', info = ''] = /^ {0,3}(`{3,}|~{3,})\s*([^`]*)$/.exec(line) ?? [];
    if (!open) {
      if (fence) open = { fence, line: index + 1, from: index + 1, isQasm: /^(?:open)?qasm\b/i.test(info.trim()) };
    } else if (fence.startsWith(open.fence) && info.trim() === '') {
      if (open.isQasm) blocks.push({ line: open.line, source: lines.slice(open.from, index).join('\n') });
      open = undefined;
    }
  }
  // A block at the end of a note may be left open.
  if (open?.isQasm) blocks.push({ line: open.line, source: lines.slice(open.from).join('\n') });
  return blocks;
}
