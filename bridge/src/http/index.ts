export type { CallFunction } from './call-capability.ts';
export { createHttpApp, type HttpAppOptions } from './create-http-app.ts';
export { CALL_HEADER } from './guard.ts';
export { listen, LOOPBACK, loopbackHosts, type Listening } from './listen.ts';
export type { StaticFile } from './static-file.ts';
export { createToken } from './token.ts';
