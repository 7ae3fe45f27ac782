export { crc32 } from './crc32.ts';
export { readManifest } from './log-manifest.ts';
export { encodeFrame, type LogRecord, readFrame } from './record-frame.ts';
export { type LogBatch, type LogDamage, type LogReplacement, openRecordLog, type RecordLog, type RecordLogOptions, removeRecordLog } from './record-log.ts';
