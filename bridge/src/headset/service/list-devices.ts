import { boards, type Board } from '@iza/core/neuro';
import type { HeadsetDevice, HeadsetSession } from '@iza/core/ports';
import { discoverWifiShields, formatDeviceId, listSerialDevices, SIMULATED_BOARDS } from '../transports/index.ts';
import { wifiBoardOf } from './board-device.ts';

export interface DeviceFinders {
  readonly listSerial: typeof listSerialDevices;
  readonly discoverWifi: typeof discoverWifiShields;
}

export const deviceFinders: DeviceFinders = { listSerial: listSerialDevices, discoverWifi: discoverWifiShields };

/** The synthetic board is none that could be simulated. */
export function titleOfSimulated({ id, title }: Pick<Board, 'id' | 'title'>): string {
  return id === 'synthetic' ? title : `Simulated ${title}`;
}

/** What a headset can be reached through now, the likely ones first, and the simulators. */
export async function listDevices(sessions: readonly HeadsetSession[], { listSerial, discoverWifi }: DeviceFinders, { signal }: { signal?: AbortSignal | undefined } = {}): Promise<HeadsetDevice[]> {
  const [serial, shields] = await Promise.all([listSerial(), discoverWifi({ signal })]);
  const wifi = shields.map(({ host, port, board }): HeadsetDevice => {
    const boardId = wifiBoardOf(board.boardType);
    return {
      id: formatDeviceId({ kind: 'wifi', host, port }),
      title: `OpenBCI WiFi shield at ${host}`,
      kind: 'wifi',
      isLikely: board.isConnected,
      boards: [boardId],
      ...(!board.isConnected && { problem: 'It answers, but no board is attached to it. Switch the board to PC and seat the shield on it.' }),
    };
  });
  const simulated = SIMULATED_BOARDS.map((boardId): HeadsetDevice => ({ id: formatDeviceId({ kind: 'simulated', boardId }), title: titleOfSimulated(boards[boardId]), kind: 'simulated', isLikely: false, boards: [boardId] }));
  const found = [...serial, ...wifi];
  // A TCP address or a file that somebody named is no device of this machine, but what runs is shown.
  const named = sessions
    .filter(({ state, deviceId }) => state !== 'ended' && ![...found, ...simulated].some(({ id }) => id === deviceId))
    .map(({ deviceId, title, boardId }): HeadsetDevice => ({ id: deviceId, title, kind: deviceId.slice(0, deviceId.indexOf(':')) as HeadsetDevice['kind'], isLikely: true, boards: [boardId] }));
  return [...found, ...named, ...simulated].map((device) => {
    const session = sessions.find(({ state, deviceId }) => state !== 'ended' && deviceId === device.id);
    return session ? { ...device, sessionId: session.id } : device;
  });
}
