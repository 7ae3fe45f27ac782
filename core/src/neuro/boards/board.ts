import type { BoardId } from '../../ports/index.ts';
import type { AuxiliaryReading, ReadAuxiliary } from './auxiliary.ts';
import type { BoardSettings, ChannelSettings } from './board-settings.ts';
import type { FrameDecoder } from './frame-batch.ts';

/** How the board's frames make samples of all channels. */
export interface FrameLayout {
  readonly channelsPerFrame: number;
  /** Frame k of a stream carries the channels from `channelOffsets[k % length]` on; a sample is whole with its last frame. */
  readonly channelOffsets: readonly number[];
  /** The counter runs from 0 to this - 1 and begins again. */
  counterModulus(settings: BoardSettings): number;
  /** The first frames after a start that hold nothing yet: a Daisy's first mean has no second value. */
  readonly invalidFirstFrames: number;
}

/** Commands that every board has, one byte a character; more are built by the board's own command functions. */
export interface BoardCommands {
  readonly start: string;
  readonly stop: string;
  /** Asks who is there; the reply ends in `$$$`. Empty where the board does not say. */
  readonly identify: string;
  /** Whether every command has a reply. */
  readonly answers: boolean;
}

/** A command to send before the start, and what its reply must hold. */
export interface SetupStep {
  readonly command: string;
  readonly accepts: RegExp;
  /** What is wrong and what to do when the reply holds something else. */
  readonly otherwise: string;
}

/** A device model: data and pure functions. */
export interface Board {
  readonly id: BoardId;
  readonly title: string;
  /** Names of the electrodes in the layout that OpenBCI's headsets come with; a capture may be given others. */
  readonly channelNames: readonly string[];
  readonly baudRate: number | undefined;
  readonly frames: FrameLayout;
  readonly commands: BoardCommands;
  /** Sent after the handshake, before the start: attaches the Daisy, for one. @param hello The reply to `identify`. */
  setup(hello: string): readonly SetupStep[];
  readonly defaultSettings: BoardSettings;
  /** What the board is set to after this command (a string of ASCII commands, several may follow each other). */
  settingsAfter(settings: BoardSettings, command: string): BoardSettings;
  /** Rate of whole samples. */
  samplingRateHz(settings: BoardSettings): number;
  microvoltsPerCount(channel: ChannelSettings): number;
  /** The largest |µV| that the converter can give: what "railed" is measured against. */
  fullScaleUv(channel: ChannelSettings): number;
  createFrameDecoder(settings: BoardSettings): FrameDecoder;
  readonly readAuxiliary: ReadAuxiliary;
  /** What the board says between samples, from the batch's other bytes; `undefined` for what is no message. Absent where it says nothing while it streams. */
  readonly readMessage?: (bytes: Uint8Array) => readonly AuxiliaryReading[] | undefined;
}
