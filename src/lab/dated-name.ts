import { parse } from 'node:path';

/** `server.ts` → `server.2026-11-22-140509.ts` in local time; from the second attempt on with a counter. */
export function datedName(name: string, at: Date, attempt: number): string {
  const { name: stem, ext } = parse(name);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  const time = two(at.getHours()) + two(at.getMinutes()) + two(at.getSeconds());
  return `${stem}.${day}-${time}${attempt > 1 ? `-${attempt}` : ''}${ext}`;
}
