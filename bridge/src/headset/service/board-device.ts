import { createCytonEmulator, createEegSignal, createEegSimulator, defaultSites, EEG_TASKS, findPosition, type EegTask } from '@iza/core/neuro';
import { IzaError } from '@iza/core/foundation';
import type { Annotation, BoardId, ByteFiles, StartHeadsetOptions } from '@iza/core/ports';
import { createPacedTransport, createSyntheticSource, createWifiShieldClient, openReplayTransport, openSerialTransport, openTcpTransport, openWifiTransport, type DeviceAddress, type OpenedTransport } from '../transports/index.ts';

/** A device as a session uses it. */
export interface BoardDevice {
  /** Which boards it may be, the likeliest first. The first one's hello decides where there are two. */
  readonly boardIds: readonly [BoardId, ...BoardId[]];
  readonly title: string;
  /** False for recorded bytes: nobody answers. */
  readonly handshake: boolean;
  open(options: { signal?: AbortSignal | undefined }): Promise<OpenedTransport>;
  /** What a simulated person does, as it becomes known; onsets count from the first sample. */
  readonly takeAnnotations?: () => readonly Annotation[];
}

export interface BoardDeviceOptions {
  readonly files: ByteFiles;
  readonly boardId: BoardId | undefined;
  readonly channelNames: readonly string[] | undefined;
  readonly lineFrequencyHz: number;
  readonly simulation: StartHeadsetOptions['simulation'];
  readonly signal: AbortSignal | undefined;
}

const SERIAL_BOARDS: readonly [BoardId, ...BoardId[]] = ['cyton', 'cyton-daisy'];

/** @throws IzaError of asking the device which board it has; `bad-input` for a board that it cannot have */
export async function resolveBoardDevice(address: DeviceAddress, options: BoardDeviceOptions): Promise<BoardDevice> {
  const { boardId, signal } = options;
  switch (address.kind) {
    case 'serial':
      return { boardIds: boardId === undefined ? SERIAL_BOARDS : [boardId], title: address.path, handshake: true, open: () => openSerialTransport(address.path) };
    case 'tcp':
      return { boardIds: boardId === undefined ? SERIAL_BOARDS : [boardId], title: `${address.host}:${address.port}`, handshake: true, open: (open) => openTcpTransport(address, open) };
    case 'wifi': {
      const found = wifiBoardOf(boardId ?? (await createWifiShieldClient(address, { signal }).board()).boardType);
      return { boardIds: [found], title: `WiFi shield at ${address.host}`, handshake: true, open: (open) => openWifiTransport(address, open) };
    }
    case 'replay':
      return { boardIds: [boardId ?? 'cyton'], title: address.path, handshake: false, open: () => openReplayTransport(address.path, { files: options.files, boardId: boardId ?? 'cyton' }) };
    case 'simulated':
      return simulatedDevice(address.boardId, options);
  }
}

/** The board on a WiFi shield, as the shield or a person names it. */
export function wifiBoardOf(boardType: string | undefined): BoardId {
  if (/ganglion/i.test(boardType ?? '')) return 'ganglion-wifi';
  return /daisy/i.test(boardType ?? '') ? 'cyton-daisy-wifi' : 'cyton-wifi';
}

function simulatedDevice(boardId: BoardId, { channelNames, lineFrequencyHz, simulation }: BoardDeviceOptions): BoardDevice {
  if (boardId === 'synthetic') {
    return { boardIds: [boardId], title: 'synthetic', handshake: true, open: async () => ({ transport: createPacedTransport(createSyntheticSource(), { description: 'synthetic board' }), notices: [] }) };
  }
  const sites = channelNames ?? defaultSites[boardId];
  const unknown = sites.filter((site) => !findPosition(site));
  if (unknown.length > 0) throw new IzaError('bad-input', `Cannot simulate ${unknown.map((site) => JSON.stringify(site)).join(', ')}: a channel is a site of the 10-20 or 10-10 system, as Fp1, C3 or Oz.`);
  if (sites.length !== defaultSites[boardId].length) throw new IzaError('bad-input', `Cannot name the electrodes of the simulated board: it has ${defaultSites[boardId].length}, received ${sites.length} names.`);
  const simulator = createEegSimulator({
    seed: simulation?.seed ?? 'iza',
    task: taskOf(simulation?.task),
    // The board converts at 250 Hz; a Daisy's pairs are made of that.
    samplingRateHz: 250,
    channelNames: sites,
    lineFrequencyHz,
    dcOffsetUv: 10_000,
  });
  let annotations: Annotation[] = [];
  const heard = { ...simulator, next: (sampleCount: number) => {
    const block = simulator.next(sampleCount);
    annotations.push(...block.annotations);
    return block;
  } };
  return {
    boardIds: [boardId],
    title: 'simulated',
    handshake: true,
    async open() {
      const emulator = createCytonEmulator({ daisy: boardId === 'cyton-daisy', signal: createEegSignal(heard), seed: simulation?.seed ?? 'iza' });
      const onMs = performance.now();
      const source = {
        receive: (bytes: Uint8Array, nowMs: number) => emulator.receive(bytes, nowMs - onMs),
        bytesUntil: (nowMs: number) => emulator.packetsUntil(nowMs - onMs),
      };
      return { transport: createPacedTransport(source, { description: `simulated ${boardId}` }), notices: [] };
    },
    takeAnnotations() {
      const taken = annotations;
      annotations = [];
      return taken;
    },
  };
}

function taskOf(name: string | undefined): EegTask {
  if (name === undefined) return 'rest';
  const task = EEG_TASKS.find((candidate) => candidate === name);
  if (task === undefined) throw new IzaError('bad-input', `Cannot simulate the task "${name}": there are ${EEG_TASKS.join(', ')}.`);
  return task;
}
