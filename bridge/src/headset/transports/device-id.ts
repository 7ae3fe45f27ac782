import { IzaError } from '@iza/core/foundation';
import type { BoardId } from '@iza/core/ports';

/** What a `--device` names. */
export type DeviceAddress =
  | { readonly kind: 'serial'; readonly path: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  | { readonly kind: 'wifi'; readonly host: string; readonly port: number }
  | { readonly kind: 'simulated'; readonly boardId: BoardId }
  | { readonly kind: 'replay'; readonly path: string };

export const SIMULATED_BOARDS: readonly BoardId[] = ['cyton', 'cyton-daisy', 'synthetic'];

const FORMS = 'serial:/dev/ttyUSB0 (or serial:COM3), wifi:192.168.4.1, tcp:127.0.0.1:6677, simulated:cyton, replay:FILE';

/** @throws IzaError `bad-input` naming the forms there are */
export function parseDeviceId(id: string): DeviceAddress {
  if (/^(?:\/dev\/\S+|COM\d+)$/i.test(id)) return { kind: 'serial', path: id };
  const [, kind, rest = ''] = /^(serial|tcp|wifi|simulated|replay):(.+)$/s.exec(id) ?? [];
  switch (kind) {
    case 'serial':
      return { kind, path: rest };
    case 'replay':
      return { kind, path: rest };
    case 'simulated': {
      const boardId = SIMULATED_BOARDS.find((candidate) => candidate === rest);
      if (boardId === undefined) throw new IzaError('bad-input', `Cannot simulate "${rest}": there are ${SIMULATED_BOARDS.map((board) => `simulated:${board}`).join(', ')}.`);
      return { kind, boardId };
    }
    case 'tcp': {
      const address = hostAndPort(rest);
      if (address?.port === undefined) throw new IzaError('bad-input', `Cannot use the device "${id}": give its host and port, as in tcp:127.0.0.1:6677.`);
      return { kind, host: address.host, port: address.port };
    }
    case 'wifi': {
      const address = hostAndPort(rest);
      if (!address) throw new IzaError('bad-input', `Cannot use the device "${id}": give the shield's address, as in wifi:192.168.4.1.`);
      return { kind, host: address.host, port: address.port ?? 80 };
    }
    default:
      throw new IzaError('bad-input', `Cannot tell which device "${id}" is. A device is ${FORMS}; see what is there with iza headset list.`);
  }
}

function hostAndPort(text: string): { host: string; port: number | undefined } | undefined {
  const [, host, port] = /^(\[[0-9a-fA-F:]+\]|[^\s:/]+)(?::(\d{1,5}))?$/.exec(text) ?? [];
  if (host === undefined) return undefined;
  const number = port === undefined ? undefined : Number(port);
  return number !== undefined && (number < 1 || number > 65_535) ? undefined : { host: host.replace(/^\[|\]$/g, ''), port: number };
}

/** The one id of a device, however it was written: two sessions must not open it at once. */
export function formatDeviceId(address: DeviceAddress): string {
  switch (address.kind) {
    case 'serial':
    case 'replay':
      return `${address.kind}:${address.path}`;
    case 'tcp':
      return `tcp:${hostText(address.host)}:${address.port}`;
    case 'wifi':
      return `wifi:${hostText(address.host)}${address.port === 80 ? '' : `:${address.port}`}`;
    case 'simulated':
      return `simulated:${address.boardId}`;
  }
}

const hostText = (host: string): string => (host.includes(':') ? `[${host}]` : host);
