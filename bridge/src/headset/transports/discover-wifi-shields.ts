import { createSocket } from 'node:dgram';
import { createWifiShieldClient, type WifiShieldAddress, type WifiShieldBoard } from './wifi-shield-client.ts';

const SEARCH_TARGET = 'urn:schemas-upnp-org:device:Basic:1';
/** How long shields have to answer. They answer within a few tenths of a second. */
const SEARCH_MS = 1200;

export interface FoundWifiShield extends WifiShieldAddress {
  readonly board: WifiShieldBoard;
}

export interface DiscoverOptions {
  readonly signal?: AbortSignal | undefined;
  readonly searchMs?: number;
  /** Where the question goes: the group that all SSDP devices listen to. */
  readonly target?: { readonly host: string; readonly port: number };
}

/** WiFi shields on this network, by SSDP; what answers and is none is left out. Empty where the network allows no multicast. */
export async function discoverWifiShields({ signal, searchMs = SEARCH_MS, target = { host: '239.255.255.250', port: 1900 } }: DiscoverOptions = {}): Promise<FoundWifiShield[]> {
  const addresses = await searchAddresses({ signal, searchMs, target });
  const found = await Promise.all(
    addresses.map(async (address) => {
      try {
        return { ...address, board: await createWifiShieldClient(address, { signal, timeoutMs: searchMs }).board() };
      } catch {
        // Printers and televisions answer the same question.
        return undefined;
      }
    }),
  );
  return found.filter((shield) => shield !== undefined);
}

function searchAddresses({ signal, searchMs, target }: Required<Pick<DiscoverOptions, 'searchMs' | 'target'>> & { signal: AbortSignal | undefined }): Promise<WifiShieldAddress[]> {
  return new Promise((resolve) => {
    const found = new Map<string, WifiShieldAddress>();
    const socket = createSocket('udp4');
    const finish = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', finish);
      socket.close(() => resolve([...found.values()]));
    };
    const timer = setTimeout(finish, searchMs);
    signal?.addEventListener('abort', finish, { once: true });
    // A machine without a network has nobody to ask.
    socket.on('error', () => undefined);
    socket.on('message', (bytes) => {
      const address = addressOfReply(bytes.toString('latin1'));
      if (address) found.set(`${address.host}:${address.port}`, address);
    });
    const question = ['M-SEARCH * HTTP/1.1', `HOST: ${target.host}:${target.port}`, 'MAN: "ssdp:discover"', 'MX: 1', `ST: ${SEARCH_TARGET}`, '', ''].join('\r\n');
    socket.send(question, target.port, target.host, () => undefined);
  });
}

/** From the `LOCATION` of an SSDP reply; `undefined` for anything else. */
export function addressOfReply(text: string): WifiShieldAddress | undefined {
  if (!/^HTTP\/1\.[01] 200/.test(text)) return undefined;
  const location = /^location:[ \t]*(http:\/\/[^\s/]+)/im.exec(text)?.[1];
  if (location === undefined || !URL.canParse(location)) return undefined;
  const { hostname, port } = new URL(location);
  return { host: hostname, port: port === '' ? 80 : Number(port) };
}
