import { z } from 'zod';

/** Input properties that capabilities of recordings share, with the words that help and tools show. */
export const fileInput = z.string().min(1).describe('The recording');
export const channelsInput = z.array(z.string().min(1)).min(1).meta({ separator: ',' }).optional().describe('Channel names; all when absent');
export const startSecondsInput = z.number().min(0).optional().describe('Where to begin, seconds from the first sample');
export const endSecondsInput = z.number().positive().optional().describe('Where to end');
export const replaceInput = z.boolean().default(false).describe('Replaces the output where it exists');
export const labelsInput = z.array(z.string().min(1)).min(1).meta({ separator: ',' }).optional();

/** `low,high` in hertz. */
export const bandInput = z.array(z.number().positive()).length(2, 'write it as low,high').meta({ separator: ',' }).optional();
