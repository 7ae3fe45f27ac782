/** Two sides talk only when the major part is equal; a newer minor part adds, never changes. */
export const PROTOCOL_VERSION = '1.0';

/** Whether a peer that speaks `version` understands us. */
export function isCompatibleProtocol(version: string): boolean {
  return majorOf(version) === majorOf(PROTOCOL_VERSION);
}

function majorOf(version: string): string {
  return version.split('.', 1)[0] ?? '';
}
