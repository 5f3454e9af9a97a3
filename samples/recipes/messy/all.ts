/** Every file of samples/messy/, by the column of DOMAIN §6 that it stands in. */
import type { MessyFile } from './messy-file.ts';
import { refusedFiles } from './refusals.ts';
import { silentFiles } from './silent.ts';
import { textFiles } from './texts.ts';
import { toldFiles } from './told.ts';
import { warnedFiles } from './warned.ts';
import { wrongFiles } from './wrong.ts';

export const messyFiles: readonly MessyFile[] = [
  ...silentFiles,
  ...toldFiles,
  ...warnedFiles,
  ...wrongFiles,
  ...textFiles,
  ...refusedFiles,
];
