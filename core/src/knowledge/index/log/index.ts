export { encodeFrame, type LogRecord, readFrame } from './record-frame.ts';
export { openRecordLog, type RecordLog, removeRecordLog } from './record-log.ts';
