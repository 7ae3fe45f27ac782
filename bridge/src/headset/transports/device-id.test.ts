import fc from 'fast-check';
import { IzaError } from '@iza/core/foundation';
import { expect, test } from 'vitest';
import { formatDeviceId, parseDeviceId } from './device-id.ts';

test.each([
  ['serial:/dev/ttyUSB0', { kind: 'serial', path: '/dev/ttyUSB0' }],
  ['/dev/ttyUSB0', { kind: 'serial', path: '/dev/ttyUSB0' }],
  ['COM3', { kind: 'serial', path: 'COM3' }],
  ['tcp:127.0.0.1:6677', { kind: 'tcp', host: '127.0.0.1', port: 6677 }],
  ['tcp:[::1]:6677', { kind: 'tcp', host: '::1', port: 6677 }],
  ['wifi:192.168.4.1', { kind: 'wifi', host: '192.168.4.1', port: 80 }],
  ['wifi:shield.local:8080', { kind: 'wifi', host: 'shield.local', port: 8080 }],
  ['simulated:cyton-daisy', { kind: 'simulated', boardId: 'cyton-daisy' }],
  ['replay:a folder/bytes.bin', { kind: 'replay', path: 'a folder/bytes.bin' }],
])('parseDeviceId(%j)', (id, expected) => {
  expect(parseDeviceId(id)).toEqual(expected);
  expect(parseDeviceId(formatDeviceId(parseDeviceId(id)))).toEqual(expected);
});

test.each(['', 'cyton', 'serial:', 'tcp:host', 'tcp:host:99999', 'wifi:', 'wifi:a b', 'simulated:ganglion9', 'bluetooth:x'])('parseDeviceId(%j) says which forms there are', (id) => {
  expect(() => parseDeviceId(id)).toThrow(expect.objectContaining({ code: 'bad-input' }));
});

test('parseDeviceId() takes or refuses any text, and never fails otherwise', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string().map((rest) => `tcp:${rest}`), fc.string().map((rest) => `wifi:${rest}`)), (text) => {
      try {
        parseDeviceId(text);
      } catch (error) {
        expect(error).toBeInstanceOf(IzaError);
      }
    }),
  );
});
