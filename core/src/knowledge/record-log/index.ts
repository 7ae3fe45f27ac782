export { checksum } from './checksum.ts';
export { openRecordLog, type RecordLog, type RecordLogOptions, type RecordPlace } from './record-log.ts';
