/** What the tests use of openbci-cyton 1.1.3, which brings no types. */
declare module 'openbci-cyton' {
  import type { EventEmitter } from 'node:events';

  interface CytonSample {
    readonly sampleNumber: number;
    /** With `sendCounts`; of all 16 channels with a Daisy. */
    readonly channelDataCounts: readonly number[];
  }

  class Cyton extends EventEmitter<{ ready: []; sample: [CytonSample]; close: []; error: [Error]; droppedPacket: [unknown] }> {
    constructor(options?: { boardType?: 'default' | 'daisy'; sendCounts?: boolean; verbose?: boolean });
    connect(portName: string): Promise<void>;
    disconnect(): Promise<void>;
    streamStart(): Promise<void>;
    streamStop(): Promise<void>;
    getInfo(): { readonly firmware: { readonly raw: string }; readonly missedPackets: number };
  }
  export default Cyton;
}

declare module 'openbci-cyton/openBCISimulator.js' {
  import type { EventEmitter } from 'node:events';

  class Simulator extends EventEmitter<{ open: []; data: [Buffer]; close: [] }> {
    constructor(portName: string, options?: Readonly<Record<string, unknown>>);
    write(words: string, callback?: (error?: Error) => void): void;
    close(callback?: () => void): void;
  }
  export default Simulator;
}
