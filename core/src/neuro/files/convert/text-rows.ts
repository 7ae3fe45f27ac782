import type { ByteSink } from '../../../ports/index.ts';

const CHUNK_CHARACTERS = 256 * 1024;

/** Collects lines and hands them to the sink in large pieces. */
export function createRowWriter(sink: ByteSink): { write(row: string): Promise<void> | undefined; end(): Promise<void> } {
  const encoder = new TextEncoder();
  let text = '';
  const handOver = async (): Promise<void> => {
    const bytes = encoder.encode(text);
    text = '';
    await sink.append(bytes);
  };
  return {
    write(row) {
      text += row;
      text += '\n';
      return text.length >= CHUNK_CHARACTERS ? handOver() : undefined;
    },
    async end() {
      if (text !== '') await handOver();
      await sink.flush();
    },
  };
}
