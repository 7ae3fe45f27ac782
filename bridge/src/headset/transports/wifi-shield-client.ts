import { IzaError, isAbort } from '@iza/core/foundation';
import { z } from 'zod';

const REQUEST_MS = 5000;
/** What fits into one packet between the shield and the board. */
const COMMAND_CHARACTERS = 31;

/** `GET /board`; the firmware adds more. */
const boardSchema = z.looseObject({
  board_connected: z.boolean(),
  board_type: z.string().optional(),
  num_channels: z.int().min(0).optional(),
  name: z.string().optional(),
});

export interface WifiShieldBoard {
  /** A board is attached and switched on. */
  readonly isConnected: boolean;
  /** As the shield names it: `cyton`, `daisy`, `ganglion`. */
  readonly boardType: string | undefined;
  readonly channelCount: number;
}

/** The HTTP side of a WiFi shield. @see https://github.com/OpenBCI/OpenBCI_WIFI (examples/DefaultWifiShield) */
export interface WifiShieldClient {
  board(): Promise<WifiShieldBoard>;
  /** Tells the shield to connect to us and send what the board sends, as it is. */
  sendTo(target: { readonly ip: string; readonly port: number }): Promise<void>;
  /** The board's reply as text. */
  command(text: string): Promise<string>;
  startStream(): Promise<void>;
  stopStream(): Promise<void>;
}

export interface WifiShieldAddress {
  readonly host: string;
  /** The shield listens on 80. */
  readonly port: number;
}

/** Every call throws IzaError: `headset-missing` when nothing answers, `headset-silent` when the shield has no board, `aborted`. */
export function createWifiShieldClient({ host, port }: WifiShieldAddress, { signal, timeoutMs = REQUEST_MS }: { signal?: AbortSignal | undefined; timeoutMs?: number } = {}): WifiShieldClient {
  const origin = `http://${host}:${port}`;

  async function request(path: string, body?: Readonly<Record<string, unknown>>): Promise<string> {
    const timeout = AbortSignal.timeout(timeoutMs);
    let response: Response;
    let text: string;
    try {
      const init = body ? { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {};
      response = await fetch(origin + path, { ...init, signal: signal ? AbortSignal.any([signal, timeout]) : timeout });
      text = await response.text();
    } catch (cause) {
      if (signal?.aborted || (isAbort(cause) && !timeout.aborted)) throw new IzaError('aborted', `Stopped while the WiFi shield at ${host} was asked`, { cause });
      const why = timeout.aborted ? `no answer in ${timeoutMs / 1000} s` : 'nothing answers';
      throw new IzaError('headset-missing', `Cannot reach the WiFi shield at ${host}: ${why}. Switch it on and join its network (192.168.4.1 is its address there), or give its address as --device wifi:ADDRESS.`, { cause });
    }
    if (response.ok) return text;
    if (/no openbci board attached|lost communication/i.test(text)) throw noBoard(host);
    if (response.status === 504 && path === '/tcp') {
      throw new IzaError('headset-missing', `The WiFi shield at ${host} cannot connect back to this computer. Allow incoming connections for this program in the firewall, and be on the shield's network.`);
    }
    throw new IzaError('headset-silent', `The WiFi shield at ${host} refused ${path}: ${response.status} ${text.trim()}`);
  }

  return {
    async board() {
      const text = await request('/board');
      const parsed = boardSchema.safeParse(parseJson(text));
      if (!parsed.success) throw new IzaError('headset-missing', `What answers at ${host} is no OpenBCI WiFi shield. Give the shield's address as --device wifi:ADDRESS.`);
      return { isConnected: parsed.data.board_connected, boardType: parsed.data.board_type, channelCount: parsed.data.num_channels ?? 0 };
    },
    async sendTo({ ip, port: ownPort }) {
      await request('/tcp', { ip, port: ownPort, output: 'raw', delimiter: true, latency: 10_000 });
    },
    async command(text) {
      if (text.length > COMMAND_CHARACTERS) throw new RangeError(`Cannot send ${text.length} characters to the WiFi shield at once: it takes ${COMMAND_CHARACTERS}`);
      return request('/command', { command: text });
    },
    async startStream() {
      await request('/stream/start');
    },
    async stopStream() {
      await request('/stream/stop');
    },
  };
}

export function noBoard(host: string): IzaError {
  return new IzaError('headset-silent', `The WiFi shield at ${host} answers, but no board is attached to it. Switch the board to PC, seat the shield on it, and wait for its light.`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
