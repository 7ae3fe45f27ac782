/** 512-byte blocks that each command reserves. @see OpenBCI_Cyton_Library, SD_Card_Stuff.ino */
const BLOCK_COUNTS: Readonly<Record<string, number>> = { a: 512, A: 11_000, S: 33_000, F: 66_000, G: 131_000, H: 261_000, J: 521_000, K: 1_561_000, L: 3_122_000 };
const BLOCK_BYTES = 512;
/** Sample number and one channel: hexadecimal digits with their separator. */
const SAMPLE_NUMBER_BYTES = 3;
const CHANNEL_BYTES = 7;

export interface CytonSdCard {
  /** Sees every character that the board receives, before the board does. Returns the reply. */
  receive(character: string, streaming: boolean): string;
  /** Counts one written sample. Returns the closing words once the file is full: the board then stops streaming by itself. */
  writeSample(channelCount: number, boardMs: number): string | undefined;
}

/** The replies of the firmware's SD sketch; the sketch ends lines with CR LF, the library with LF. */
export function createCytonSdCard(options: { present: boolean }): CytonSdCard {
  let initialized = false;
  let blockLimit: number | undefined;
  let writtenBytes = 0;
  let fileNumber = 0;

  const open = (limit: number): string => {
    if (!options.present) return 'initialization failed. Things to check:\r\n* is a card is inserted?\r\nCould not find FAT16/FAT32 partition. Make sure you\'ve formatted the card\r\n$$$';
    const greeting = initialized ? '' : 'Wiring is correct and a card is present.\r\n';
    initialized = true;
    fileNumber = (fileNumber % 255) + 1;
    blockLimit = limit;
    writtenBytes = 0;
    return `${greeting}Corresponding SD file OBCI_${fileNumber.toString(16).toUpperCase().padStart(2, '0')}.TXT\r\n$$$`;
  };
  const close = (elapsedMs: number): string => {
    const wroteBlock = writtenBytes >= BLOCK_BYTES;
    blockLimit = undefined;
    // Before the first block the sketch's maximum and minimum are still what it set them to.
    return `Total Elapsed Time: ${elapsedMs}mS\r\nMax write time: ${wroteBlock ? 1480 : 0} uS\r\nMin write time: ${wroteBlock ? 790 : 65_000} uS\r\nOverruns: 0\r\n$$$`;
  };

  return {
    receive(character, streaming) {
      if (Object.hasOwn(BLOCK_COUNTS, character)) return open(BLOCK_COUNTS[character]);
      // Without an open file `j` is not answered, and while streaming the closing is not told.
      if (character !== 'j' || blockLimit === undefined) return '';
      const words = close(0);
      return streaming ? '' : words;
    },
    writeSample(channelCount, boardMs) {
      if (blockLimit === undefined) return undefined;
      writtenBytes += SAMPLE_NUMBER_BYTES + channelCount * CHANNEL_BYTES;
      return writtenBytes >= (blockLimit - 1) * BLOCK_BYTES ? close(Math.floor(boardMs)) : undefined;
    },
  };
}
