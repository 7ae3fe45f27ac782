/*
 * Electron before 34 and Safari have no dispose symbols: a member named by one would be called "undefined", and two would collide.
 * `build.ts` puts these in their place in the bundle, so that nothing of the app's own globals is touched.
 */
export const disposeSymbol: symbol = Symbol.dispose ?? Symbol.for('Symbol.dispose');
export const asyncDisposeSymbol: symbol = Symbol.asyncDispose ?? Symbol.for('Symbol.asyncDispose');
