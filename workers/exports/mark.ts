/** The mark of a file with whole numbers: who asked for it, when, and under which number it stands in the list of exports. */
import type { ClaimedExport } from '../../database/export-work.ts';
import { shownInstant } from '../../pipeline/calendar.ts';

/** None where numbers are masked: such a file says nothing of who made it, so that the same registry gives the same bytes. */
export const markOf = ({ id, numbers, username, unit_name, asked_at }: ClaimedExport): { mark?: string } =>
  numbers === 'full' ? { mark: `No. ${id} ${username} ${unit_name} ${shownInstant(asked_at)}` } : {};
