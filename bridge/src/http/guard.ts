import type { MiddlewareHandler } from 'hono';
import { problem, problemResponse } from './problem.ts';
import { createTokenCheck } from './token.ts';

export interface GuardOptions {
  readonly token: string;
  /** Names a browser may use for this server, with the port: `127.0.0.1:8080`. */
  readonly allowedHosts: () => readonly string[];
}

/** What a caller that is not a simple form must send with everything that does work. A page of another origin cannot send it without asking first. */
export const CALL_HEADER = 'x-iza';

/**
 * Refuses requests that were not meant for this server: a Host or Origin that is not ours (DNS rebinding, other pages).
 * Holds on every route, before anything else is looked at.
 */
export function checkPlace({ allowedHosts }: GuardOptions): MiddlewareHandler {
  return async (context, next) => {
    const hosts = allowedHosts();
    const host = context.req.header('host')?.toLowerCase();
    if (host === undefined || !hosts.includes(host)) {
      return problemResponse(problem(403, 'host-refused', `This server answers to ${hosts.join(', ')} only.`));
    }
    const origin = context.req.header('origin')?.toLowerCase();
    if (origin !== undefined && !hosts.some((allowed) => origin === `http://${allowed}`)) {
      return problemResponse(problem(403, 'origin-refused', 'Pages of other origins may not use this server.'));
    }
    const site = context.req.header('sec-fetch-site');
    // A person may follow a link here (a navigation); a page of another site may not fetch or embed anything.
    const isNavigation = context.req.method === 'GET' && context.req.header('sec-fetch-mode') === 'navigate' && context.req.header('sec-fetch-dest') === 'document';
    if (site !== undefined && site !== 'same-origin' && site !== 'none' && !isNavigation) {
      return problemResponse(problem(403, 'origin-refused', 'Pages of other sites may not use this server.'));
    }
    return next();
  };
}

/** Asks for the token. Nothing but the page's own static files, which hold no data, goes without it. */
export function checkToken({ token }: GuardOptions): MiddlewareHandler {
  const isToken = createTokenCheck(token);
  return async (context, next) => {
    const [, candidate] = /^Bearer ([^\s]+)$/i.exec(context.req.header('authorization') ?? '') ?? [];
    if (candidate === undefined || !isToken(candidate)) {
      return problemResponse(problem(401, 'token-missing', 'Send the token that `iza start` printed: "Authorization: Bearer …".'), { 'www-authenticate': 'Bearer realm="iza"' });
    }
    return next();
  };
}

/** What every POST must be: JSON, with the header that no plain form can send. */
export function checkCallForm(): MiddlewareHandler {
  return async (context, next) => {
    if (!/^application\/json\s*(?:;|$)/i.test(context.req.header('content-type') ?? '')) {
      return problemResponse(problem(415, 'content-type-refused', 'Send JSON: "Content-Type: application/json".'));
    }
    if (context.req.header(CALL_HEADER) === undefined) return problemResponse(problem(403, 'header-missing', 'Send the header "X-IZA: 1" with every call.'));
    return next();
  };
}

const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=()',
  'cache-control': 'no-store',
};

/** On every response, also the refusals. */
export function setSecurityHeaders(): MiddlewareHandler {
  return async (context, next) => {
    await next();
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) context.res.headers.set(name, value);
  };
}
