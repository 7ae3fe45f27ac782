export type { CallFunction } from './call-capability.ts';
export { createHttpApp } from './create-http-app.ts';
export { bearerTokenOf, CALL_HEADER, refusalOfPlace, TOKEN_REFUSAL } from './guard.ts';
export { listen, LOOPBACK, loopbackHosts, type UpgradeHandler } from './listen.ts';
export { problem, type Problem } from './problem.ts';
export type { StaticFile } from './static-file.ts';
export { createToken, createTokenCheck } from './token.ts';
