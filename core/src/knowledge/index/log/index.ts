export { encodeFrame, type LogRecord, readFrame } from './record-frame.ts';
export { type LogReplacement, openRecordLog, type RecordLog, type RecordLogOptions, removeRecordLog } from './record-log.ts';
