import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 random bits, written so that it survives a URL's fragment and a shell. */
export function createToken(): string {
  return `iza_${randomBytes(32).toString('base64url')}`;
}

/** Compares in a time that tells nothing: digests of equal length, whatever was sent. */
export function createTokenCheck(token: string): (candidate: string) => boolean {
  const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();
  const expected = digestOf(token);
  return (candidate) => timingSafeEqual(digestOf(candidate), expected);
}
