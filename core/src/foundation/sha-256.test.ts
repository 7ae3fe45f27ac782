import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSha256 } from './sha-256.ts';

test('createSha256() agrees with WebCrypto, however the message is cut', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), fc.array(fc.nat(400), { maxLength: 4 }), async (message, cuts) => {
      const hash = createSha256();
      const ends = [...cuts.filter((cut) => cut < message.length).sort((a, b) => a - b), message.length];
      let start = 0;
      for (const end of ends) {
        hash.update(message.subarray(start, end));
        start = end;
      }
      const expected = new Uint8Array(await crypto.subtle.digest('SHA-256', Uint8Array.from(message)));
      expect(hash.digestHex()).toBe(Array.from(expected, (byte) => byte.toString(16).padStart(2, '0')).join(''));
    }),
  );
});
