// npm run bench -- [name] [--small] [--json]
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { consumedTotal, type Bench, type BenchRow } from './harness.ts';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { small: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } } });
const folder = dirname(fileURLToPath(import.meta.url));
const files = readdirSync(folder).filter((name) => name.endsWith('.bench.ts')).toSorted();

const rows: BenchRow[] = [];
let failedCount = 0;
for (const file of files) {
  const { bench } = (await import(join(folder, file))) as { bench: Bench };
  if (positionals[0] !== undefined && !bench.name.includes(positionals[0])) continue;
  if (!values.json) console.log(`\n${bench.name}: ${bench.target}`);
  try {
    const result = await bench.run({ small: values.small, only: positionals[1] });
    rows.push(...result);
    if (!values.json) for (const row of result) console.log(formatRow(row));
  } catch (error) {
    failedCount += 1;
    console.error(`  FAILED ${error instanceof Error ? error.message : String(error)}`);
  }
}
if (values.json) console.log(JSON.stringify(rows));
// Read at the end, so that no engine may drop what was timed.
if (Number.isNaN(consumedTotal())) console.error('A side returned NaN.');
if (!values.json) console.log(`\n${rows.length} rows, ${failedCount} failed`);
process.exit(failedCount > 0 ? 1 : 0);

function formatRow({ side, medianMs, minMs, maxMs, ratioToFirst, note }: BenchRow): string {
  const milliseconds = (ms: number): string => (ms >= 100 ? ms.toFixed(0) : ms.toPrecision(3));
  return `  ${side.padEnd(34)} ${milliseconds(medianMs).padStart(8)} ms  (${milliseconds(minMs)}–${milliseconds(maxMs)})  ×${ratioToFirst.toFixed(2)}${note ? `  ${note}` : ''}`;
}
