export { isAbort, throwIfAborted } from './abort.ts';
export { assertNever } from './assert-never.ts';
export { didYouMean, editDistance } from './did-you-mean.ts';
export { errorCodeOf, IzaError, type IzaErrorCode } from './errors.ts';
export type { JsonValue } from './json.ts';
export { createSeededRandom, type SeededRandom } from './seeded-random.ts';
export { createSha256, type Sha256 } from './sha-256.ts';
