export { encodeFrame, type LogRecord, joinPayloads, readFrame } from './record-frame.ts';
export { openRecordLog, type RecordLog, removeRecordLog } from './record-log.ts';
