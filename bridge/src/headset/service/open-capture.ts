import { boards, captureSamples, type Board, type Capture } from '@iza/core/neuro';
import { IzaError } from '@iza/core/foundation';
import type { BoardId, Clock } from '@iza/core/ports';
import type { BoardDevice } from './board-device.ts';

export interface OpenedCapture {
  readonly capture: Capture;
  readonly board: Board;
  readonly firmware: string | undefined;
  readonly notices: readonly string[];
}

export interface OpenCaptureOptions {
  readonly channelNames: readonly string[] | undefined;
  readonly clock: Clock;
  /** Ends the capture as well as its opening. */
  readonly signal: AbortSignal;
  readonly commands?: readonly string[];
  /** Whether a connection that broke is made again. */
  readonly reconnects: boolean;
}

/** Opens the device and greets its board; where it could be several, its hello decides. @throws IzaError, each saying what to do */
export async function openCapture(device: BoardDevice, options: OpenCaptureOptions): Promise<OpenedCapture> {
  const first = await openAs(device, device.boardIds[0], options);
  const better = device.boardIds.find((id) => id === boardOfHello(first.capture.hello));
  if (better === undefined || better === first.board.id) return first;
  await first.capture[Symbol.asyncDispose]();
  return openAs(device, better, options);
}

/** A Cyton that carries a Daisy says so. */
function boardOfHello(hello: string): BoardId | undefined {
  return /daisy/i.test(hello) ? 'cyton-daisy' : undefined;
}

async function openAs(device: BoardDevice, boardId: BoardId, { channelNames, clock, signal, commands, reconnects }: OpenCaptureOptions): Promise<OpenedCapture> {
  const board: Board = boards[boardId];
  // Names for another number of channels are told once it is known which board there is.
  const names = channelNames?.length === board.channelNames.length ? channelNames : undefined;
  if (channelNames && !names && device.boardIds.length === 1) {
    throw new IzaError('bad-input', `Cannot name the electrodes of ${board.title}: it has ${board.channelNames.length}, received ${channelNames.length} names.`);
  }
  const { transport, notices } = await device.open({ signal });
  const capture = await captureSamples(transport, {
    board,
    clock,
    signal,
    channelNames: names,
    commands,
    handshake: device.handshake,
    ...(reconnects && { reopen: async () => (await device.open({ signal })).transport }),
  });
  return { capture, board, firmware: firmwareOf(capture.hello), notices };
}

/** `Firmware: v3.1.2` in a Cyton's hello. */
export function firmwareOf(hello: string): string | undefined {
  return /firmware:?\s*(v?\d[\w.]*)/i.exec(hello)?.[1];
}
