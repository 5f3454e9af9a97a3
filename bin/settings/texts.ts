/** How the texts of an environment are understood, for every setting alike. */
import { z } from 'zod';

export const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number)
    .pipe(z.number().min(min).max(max));

const yes = ['1', 'true', 'yes', 'on'];
const no = ['0', 'false', 'no', 'off'];
export const yesOrNo = z
  .string()
  .toLowerCase()
  .refine((value) => yes.includes(value) || no.includes(value))
  .transform((value) => yes.includes(value));

const isUrl = (value: string, protocols: readonly string[]): boolean =>
  URL.canParse(value) && protocols.includes(new URL(value).protocol);
/** @param protocols with their colons */
export const address = (...protocols: readonly string[]) =>
  z.string().refine((value) => isUrl(value, protocols));

export const hostName = z.string().regex(/^[\w.:-]+$/);
