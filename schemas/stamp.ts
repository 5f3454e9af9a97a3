/** The hidden stamp of a template: what it is, whose it is, and what the registry held when it was made. */
import { z } from 'zod';

export const stampSchema = z.object({
  template: z.string(),
  template_version: z.number().int(),
  unit_id: z.string(),
  unit_name: z.string(),
  /** When the registry was read for it, ISO 8601. */
  registry_at: z.string(),
});
export type Stamp = z.infer<typeof stampSchema>;

/** A row's part of the stamp: which teacher it was prefilled from, and at which version. */
export interface RowStamp {
  readonly teacher_id: string;
  readonly version: number;
}
