/** The sections of a BrainVision header or marker file; keys as they are written, commas inside values still as `\1`. */
export function parseBrainVisionIni(text: string): Map<string, Map<string, string>> {
  const sections = new Map<string, Map<string, string>>();
  let current = new Map<string, string>();
  let isComment = false;
  for (const line of text.split(/\r?\n/)) {
    const section = /^\[(.+)\]\s*$/.exec(line)?.[1];
    if (section !== undefined) {
      // what follows [Comment] is free text
      isComment = section.toLowerCase() === 'comment';
      current = new Map();
      if (!isComment && !sections.has(section.toLowerCase())) sections.set(section.toLowerCase(), current);
      continue;
    }
    const equals = line.indexOf('=');
    if (isComment || line.startsWith(';') || equals === -1) continue;
    current.set(line.slice(0, equals).trim(), line.slice(equals + 1).trim());
  }
  return sections;
}

/** Values between commas; `\1` is a comma inside one. */
export const splitValues = (text: string): string[] => text.split(',').map((value) => value.replaceAll('\\1', ',').trim());

/** UTF-8 where the file says so or is; Latin-1, as older recorders write, where it is not. */
export function decodeBrainVision(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('latin1').decode(bytes);
  }
}
