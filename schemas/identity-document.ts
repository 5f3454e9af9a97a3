/** The identity documents that a teacher may be registered under (DOMAIN §3). */
import type { Choice } from './column.ts';

export const identityDocuments = [
  { value: '居民身份证', en: 'Resident ID', aliases: ['身份证', '二代身份证', '第二代居民身份证'] },
  {
    value: '港澳台居民居住证',
    en: 'Residence permit (HK, Macao, Taiwan)',
    aliases: ['港澳台居住证', '居住证'],
  },
  {
    value: '外国人永久居留身份证',
    en: 'Foreign permanent resident ID',
    aliases: ['外国人永久居留证', '永久居留证'],
  },
  { value: '护照', en: 'Passport' },
] as const satisfies readonly Choice[];
export type IdentityDocument = (typeof identityDocuments)[number]['value'];

/** Area code that was never assigned: people in samples and tests carry it, production refuses it. */
export const testArea = '3799';
