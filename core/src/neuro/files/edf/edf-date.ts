const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'] as const;

/** `24-JAN-2020`, as EDF+ writes days. */
export function formatEdfDay(ms: number): string {
  const date = new Date(ms);
  return `${twoDigits(date.getUTCDate())}-${MONTHS[date.getUTCMonth()]}-${String(date.getUTCFullYear()).padStart(4, '0')}`;
}

/** `24.01.20` and `04.05.56`. From 2085 on the year cannot be written (EDF+ then says `yy`; the recording field has it whole). */
export function formatEdfDateTime(ms: number): { date: string; time: string } {
  const date = new Date(ms);
  const year = date.getUTCFullYear();
  const yearText = year >= 1985 && year <= 2084 ? twoDigits(year % 100) : 'yy';
  return {
    date: `${twoDigits(date.getUTCDate())}.${twoDigits(date.getUTCMonth() + 1)}.${yearText}`,
    time: `${twoDigits(date.getUTCHours())}.${twoDigits(date.getUTCMinutes())}.${twoDigits(date.getUTCSeconds())}`,
  };
}

/** What a file without a start carries; read back as no start at all. */
export const NO_DATE = { date: '01.01.85', time: '00.00.00', recordingDay: 'X' } as const;

/**
 * The start of a recording, milliseconds, the file's clock taken as UTC: EDF tells no time zone.
 * The day of `Startdate dd-MMM-yyyy` wins over the eight characters, whose year has no century.
 */
export function edfDateMs({ recording, date, time }: { recording: string; date: string; time: string }): number | undefined | 'unreadable' {
  const startdate = /^Startdate (\S+)/.exec(recording)?.[1];
  if (startdate === NO_DATE.recordingDay && date === NO_DATE.date && time === NO_DATE.time) return undefined;
  const day = dayOfStartdate(startdate) ?? dayOfField(date);
  const clock = /^(\d\d)[.:](\d\d)[.:](\d\d)$/.exec(time.trim());
  if (!day || !clock) return 'unreadable';
  const [hours, minutes, seconds] = clock.slice(1).map(Number);
  const ms = Date.UTC(2000, day.month - 1, day.day, hours, minutes, seconds);
  const whole = new Date(ms);
  whole.setUTCFullYear(day.year, day.month - 1, day.day);
  const fits = whole.getUTCMonth() === day.month - 1 && whole.getUTCDate() === day.day && hours < 24 && minutes < 60 && seconds < 60;
  return fits ? whole.getTime() : 'unreadable';
}

function dayOfStartdate(text: string | undefined): { day: number; month: number; year: number } | undefined {
  const parts = /^(\d{1,2})-([A-Za-z]{3})-(\d{4})$/.exec(text ?? '');
  const month = parts ? MONTHS.indexOf(parts[2].toUpperCase() as (typeof MONTHS)[number]) + 1 : 0;
  return parts && month > 0 ? { day: Number(parts[1]), month, year: Number(parts[3]) } : undefined;
}

function dayOfField(text: string): { day: number; month: number; year: number } | undefined {
  const parts = /^(\d\d)[.:/-](\d\d)[.:/-](\d\d)$/.exec(text.trim());
  if (!parts) return undefined;
  const year = Number(parts[3]);
  return { day: Number(parts[1]), month: Number(parts[2]), year: year >= 85 ? 1900 + year : 2000 + year };
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');
