import type { Terminal } from './terminal.ts';

export interface RecordingTerminal extends Terminal {
  readonly output: string;
  readonly errorOutput: string;
}

/** A terminal for tests that keeps what was written. */
export function createRecordingTerminal(overrides: Partial<Terminal> = {}): RecordingTerminal {
  let output = '';
  let errorOutput = '';
  return {
    platform: 'linux',
    homeFolder: '/home/ada',
    environment: {},
    currentFolder: '/home/ada',
    isOutputTerminal: false,
    isErrorTerminal: false,
    columnCount: 80,
    useColor: false,
    write: (text) => void (output += text),
    writeError: (text) => void (errorOutput += text),
    readStandardInput: () => '',
    ...overrides,
    get output() {
      return output;
    },
    get errorOutput() {
      return errorOutput;
    },
  };
}
