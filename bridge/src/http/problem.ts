import { errorCodeOf, isAbort, type IzaErrorCode } from '@iza/core/foundation';

/** RFC 9457 problem details, with IZA's code. */
export interface Problem {
  readonly type: 'about:blank';
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
}

const statusByCode: Readonly<Partial<Record<IzaErrorCode, number>>> = {
  'bad-input': 400,
  'bad-config': 500,
  'budget-exceeded': 429,
  'capability-missing': 404,
  'index-busy': 409,
  'model-failed': 502,
  'model-missing': 502,
  'model-timeout': 504,
  'connection-lost': 502,
  'note-missing': 404,
  'note-unreadable': 422,
  'not-permitted': 403,
  'source-missing': 404,
  'storage-full': 507,
  unsupported: 501,
};

/** What a caller is told of an error. Of one that was not foreseen only that it happened: its text may hold anything. */
export function problemOf(error: unknown): Problem {
  if (isAbort(error)) return problem(499, 'aborted', 'The call was stopped before it was done.');
  const code = errorCodeOf(error);
  if (code !== undefined) return problem(statusByCode[code] ?? 500, code, (error as Error).message);
  return problem(500, 'failed', 'The call failed for a reason that was not foreseen; the log of the bridge names it.');
}

export function problem(status: number, code: string, detail: string): Problem {
  return { type: 'about:blank', title: code.replaceAll('-', ' '), status, detail, code };
}

export function problemResponse(value: Problem, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(value), { status: value.status, headers: { 'content-type': 'application/problem+json', ...headers } });
}
