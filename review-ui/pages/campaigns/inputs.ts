/** What the calendar's routes take from forms and programs. */
import { z } from 'zod';
import type { NewCampaign } from '../../../database/campaigns.ts';
import { type CampaignWindow, type WindowName, windowOrder } from '../../../schemas/campaign.ts';
import { optionalField } from '../../inputs.ts';

const longestName_chars = 60;
const day = z.iso.date();
const window = z
  .object({ opens_on: day, closes_on: day })
  .refine(({ opens_on, closes_on }) => opens_on <= closes_on, { path: ['closes_on'] });

/** A form has no nested fields: `collection_opens_on` and so on stand for those of the window. */
function nested(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || 'windows' in body) return body;
  const fields = body as Record<string, unknown>;
  const windows = windowOrder.flatMap((step) => {
    const [opens_on, closes_on] = [fields[`${step}_opens_on`], fields[`${step}_closes_on`]];
    return opens_on || closes_on ? [[step, { opens_on, closes_on }]] : [];
  });
  return { ...fields, windows: Object.fromEntries(windows) };
}

const steps = Object.fromEntries(windowOrder.map((step) => [step, window.optional()])) as Record<
  WindowName,
  z.ZodOptional<typeof window>
>;

export const campaignBody = z.preprocess(
  nested,
  z.object({
    name: z.string().trim().min(1).max(longestName_chars),
    year: optionalField(z.coerce.number().int().min(2000).max(2100)),
    windows: z.object(steps).refine((windows) => Object.values(windows).some((one) => one !== undefined)),
  }),
);

/** Without a year it is that of its first day. */
export function newCampaign({ name, year, windows }: z.infer<typeof campaignBody>): NewCampaign {
  const given = windowOrder.flatMap((step): [WindowName, CampaignWindow][] => {
    const one = windows[step];
    return one === undefined ? [] : [[step, one]];
  });
  const first = given.map(([, { opens_on }]) => opens_on).sort()[0] ?? '';
  return { name, year: year ?? Number(first.slice(0, 4)), windows: Object.fromEntries(given) };
}
