/** What the openings' routes take from forms and programs. */
import { z } from 'zod';
import { type Stage, stageOrder } from '../../../schemas/subject.ts';
import { idSchema, optionalField, pageNumber } from '../../inputs.ts';

export const openingQuery = z.object({
  unit: optionalField(idSchema),
  page: pageNumber,
  search: optionalField(z.string().trim().max(50)),
});

const stage = z.enum(stageOrder as [Stage, ...Stage[]]);
const mostUnits = 5_000;

/** A button names its cell in one value: `12 小学 true`; a form sends one unit or stage as a text. */
function unfolded(body: unknown): unknown {
  if (typeof body !== 'object' || body === null) return body;
  const { cell, ...fields } = body as Record<string, unknown>;
  const [units, stages, open] = typeof cell === 'string' ? cell.split(' ') : [];
  const whole: Record<string, unknown> = {
    ...fields,
    ...(cell === undefined ? {} : { units, stages, open }),
  };
  const listed = (value: unknown) => (typeof value === 'string' && value !== 'all' ? [value] : value);
  return {
    ...whole,
    ...{ units: listed(whole.units), stages: listed(whole.stages) },
    open: whole.open === 'true' ? true : whole.open === 'false' ? false : whole.open,
  };
}

export const openingBody = z.preprocess(
  unfolded,
  z.object({
    units: z.union([z.literal('all'), z.array(idSchema).min(1).max(mostUnits)]),
    stages: z.union([z.literal('all'), z.array(stage).min(1)]),
    open: z.boolean(),
    page: pageNumber,
    search: optionalField(z.string().trim().max(50)),
  }),
);

/** The value of the button that opens or closes a cell; {@link openingBody} unfolds it. */
export const cellValue = (unit: string, stages: Stage | 'all', open: boolean): string =>
  `${unit} ${stages} ${open}`;
