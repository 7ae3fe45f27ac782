/** Pearson's, over the samples that both have; 0 where one does not vary. */
export function correlation(left: Float64Array, right: Float64Array): number {
  let count = 0;
  let leftSum = 0;
  let rightSum = 0;
  for (let index = 0; index < left.length; index += 1) {
    if (Number.isNaN(left[index] + right[index])) continue;
    count += 1;
    leftSum += left[index];
    rightSum += right[index];
  }
  const leftMean = leftSum / count;
  const rightMean = rightSum / count;
  let product = 0;
  let leftSquares = 0;
  let rightSquares = 0;
  for (let index = 0; index < left.length; index += 1) {
    const a = left[index] - leftMean;
    const b = right[index] - rightMean;
    if (Number.isNaN(a + b)) continue;
    product += a * b;
    leftSquares += a * a;
    rightSquares += b * b;
  }
  const size = Math.sqrt(leftSquares * rightSquares);
  return size > 0 ? product / size : 0;
}
