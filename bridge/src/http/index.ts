export type { CallFunction } from './call-capability.ts';
export { createHttpApp } from './create-http-app.ts';
export { CALL_HEADER } from './guard.ts';
export { listen, LOOPBACK, loopbackHosts } from './listen.ts';
export type { StaticFile } from './static-file.ts';
export { createToken } from './token.ts';
