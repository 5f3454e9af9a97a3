/** The content of a staffing plan on its way into a row and out of it: compressed JSON, and the digest that names it on paper. */
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gunzipSync, gzipSync } from 'node:zlib';
import type { PlanContent } from '../schemas/kept-plan.ts';

const unzipped = promisify(gunzip);

const parsed = (json: Buffer): PlanContent => {
  const content = JSON.parse(json.toString('utf8')) as Omit<PlanContent, 'marks'> & Partial<PlanContent>;
  // Plans of before marks were kept: nobody knows what has changed since.
  return { marks: {}, ...content };
};

/** Takes as long as a plan is large: for a process of its own. */
export const packPlan = (content: PlanContent): Uint8Array => gzipSync(JSON.stringify(content));
export const unpackPlan = (packed: Uint8Array): PlanContent => parsed(gunzipSync(packed));

export const openPlan = async (packed: Uint8Array): Promise<PlanContent> => parsed(await unzipped(packed));

/** SHA-256 of groups and assignments, hexadecimal. */
export const planDigest = ({ plan, team }: PlanContent): string =>
  createHash('sha256')
    .update(JSON.stringify([plan.cells, team.assignments]))
    .digest('hex');
