import { BLOCK_ROW_COUNT, strideOf, type Int8Engine } from './int8-engine.ts';

/** The reference of the int8 scan, and what runs where WebAssembly SIMD does not. */
export function createTypeScriptEngine(dimensionCount: number): Int8Engine {
  const stride = strideOf(dimensionCount);
  const blocks: { rows: Int8Array; scales: Float32Array }[] = [];
  const query = new Int16Array(stride);
  const scores = new Float32Array(BLOCK_ROW_COUNT);
  return {
    name: 'typescript',
    get allocatedBytes() {
      return blocks.length * BLOCK_ROW_COUNT * (stride + 4);
    },
    addBlock() {
      blocks.push({ rows: new Int8Array(BLOCK_ROW_COUNT * stride), scales: new Float32Array(BLOCK_ROW_COUNT) });
    },
    writeRow(block, index, values, scale) {
      blocks[block].rows.set(values, index * stride);
      blocks[block].scales[index] = scale;
    },
    rowOf: (block, index) => blocks[block].rows.subarray(index * stride, (index + 1) * stride),
    scaleOf: (block, index) => blocks[block].scales[index],
    setQuery: (values) => query.set(values),
    scoreBlock(block, rowCount) {
      const { rows, scales } = blocks[block];
      let best = -Infinity;
      for (let row = 0; row < rowCount; row++) {
        let sum = 0;
        for (let index = 0, offset = row * stride; index < stride; index++, offset++) sum = (sum + rows[offset] * query[index]) | 0;
        const score = Math.fround(Math.fround(sum) * scales[row]);
        scores[row] = score;
        if (score > best) best = score;
      }
      return best;
    },
    scores: () => scores,
  };
}
