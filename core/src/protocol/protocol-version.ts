/** Two sides talk only when the major part is equal; a newer minor part adds, never changes. */
export const PROTOCOL_VERSION = '1.0';
