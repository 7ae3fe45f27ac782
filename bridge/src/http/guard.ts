import type { MiddlewareHandler } from 'hono';
import { problem, problemResponse, type Problem } from './problem.ts';
import { createTokenCheck } from './token.ts';

export interface GuardOptions {
  readonly token: string;
  /** Names a browser may use for this server, with the port: `127.0.0.1:8080`. */
  readonly allowedHosts: () => readonly string[];
}

/** What a caller that is not a simple form must send with everything that does work. A page of another origin cannot send it without asking first. */
export const CALL_HEADER = 'x-iza';

/** A header by its lower-case name. */
type ReadHeader = (name: string) => string | undefined;

/**
 * Why a request was not meant for this server: a Host or Origin that is not ours (DNS rebinding, other pages), or a page of another
 * site that fetches. `undefined` when it was. The same for requests and for WebSocket upgrades.
 */
export function refusalOfPlace({ method, header, allowedHosts }: { method: string; header: ReadHeader; allowedHosts: readonly string[] }): Problem | undefined {
  const host = header('host')?.toLowerCase();
  if (host === undefined || !allowedHosts.includes(host)) return problem(403, 'host-refused', `This server answers to ${allowedHosts.join(', ')} only.`);
  const origin = header('origin')?.toLowerCase();
  if (origin !== undefined && !allowedHosts.some((allowed) => origin === `http://${allowed}`)) {
    return problem(403, 'origin-refused', 'Pages of other origins may not use this server.');
  }
  const site = header('sec-fetch-site');
  // A person may follow a link here (a navigation); a page of another site may not fetch or embed anything.
  const isNavigation = method === 'GET' && header('sec-fetch-mode') === 'navigate' && header('sec-fetch-dest') === 'document';
  if (site !== undefined && site !== 'same-origin' && site !== 'none' && !isNavigation) {
    return problem(403, 'origin-refused', 'Pages of other sites may not use this server.');
  }
  return undefined;
}

/** Holds on every route, before anything else is looked at. */
export function checkPlace({ allowedHosts }: GuardOptions): MiddlewareHandler {
  return async (context, next) => {
    const refusal = refusalOfPlace({ method: context.req.method, header: (name) => context.req.header(name), allowedHosts: allowedHosts() });
    return refusal ? problemResponse(refusal) : next();
  };
}

/** The token of an Authorization header. */
export function bearerTokenOf(authorization: string | undefined): string | undefined {
  return /^Bearer ([^\s]+)$/i.exec(authorization ?? '')?.[1];
}

export const TOKEN_REFUSAL: Problem = problem(401, 'token-missing', 'Send the token that `iza start` printed: "Authorization: Bearer …".');

/** Asks for the token. Nothing but the page's own static files, which hold no data, goes without it. */
export function checkToken({ token }: GuardOptions): MiddlewareHandler {
  const isToken = createTokenCheck(token);
  return async (context, next) => {
    const candidate = bearerTokenOf(context.req.header('authorization'));
    if (candidate === undefined || !isToken(candidate)) return problemResponse(TOKEN_REFUSAL, { 'www-authenticate': 'Bearer realm="iza"' });
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

/** A policy's hosts are names and IPv4 addresses; older browsers do not take 'self' for the WebSocket of the same server. */
function contentSecurityPolicy(hosts: readonly string[]): string {
  const sockets = hosts.filter((host) => /^[\w.-]+(?::\d+)?$/.test(host)).map((host) => ` ws://${host}`);
  return `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'${sockets.join('')}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'`;
}

const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(self)',
  'cache-control': 'no-store',
};

/** On every response, also the refusals. */
export function setSecurityHeaders({ allowedHosts }: Pick<GuardOptions, 'allowedHosts'>): MiddlewareHandler {
  return async (context, next) => {
    await next();
    context.res.headers.set('content-security-policy', contentSecurityPolicy(allowedHosts()));
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) context.res.headers.set(name, value);
  };
}
