/** Reminders: asking how many would be told, and telling them. */
import { z } from 'zod';
import { type Reminded, type RemindedStep, remind, remindedSteps } from '../../../database/reminders.ts';
import { inScope } from '../../../database/scope.ts';
import { unitById } from '../../../database/units.ts';
import { problem } from '../../../schemas/problem.ts';
import { authorities } from '../../../schemas/unit.ts';
import { idSchema, optionalField } from '../../inputs.ts';
import { addressOf } from '../../parts/safe-url.ts';
import { done, respond } from '../../respond.tsx';
import { route } from '../../route.ts';
import { boardAddress } from '../boards/address.ts';
import {
  boardOf,
  reminderJson,
  reminderModel,
  reminderSchema,
  settingOf,
  type Target,
} from './reminder-model.ts';
import { ReminderPage } from './reminder-page.tsx';
import { words } from './words.ts';

/** More at once are asked for by `below`. */
const mostUnits = 200;

/** A form sends one id as a text and several as a list. */
const units = z.preprocess(
  (value) => (typeof value === 'string' ? [value] : value),
  z.array(idSchema).min(1).max(mostUnits),
);
const step = z.enum(remindedSteps).default('collection');
const body = z.object({ units: units.optional(), below: optionalField(idSchema), step });
const counted = z.number().int();

const targetOf = ({ unit, below }: { unit?: string | undefined; below?: string | undefined }): Target => {
  if (below !== undefined) return { below };
  if (unit !== undefined) return { unit };
  throw problem('invalid-input', { fields: 'unit, below' });
};

/** Where people see who is left: the board, or the names of those who owe their enrolment. */
const backTo = (of: RemindedStep, unit: string, told: Reminded): string =>
  of === 'collection'
    ? addressOf(boardAddress(unit), { ...told })
    : addressOf('/enrolments/unsubmitted', { unit, ...told });

export const reminderRoutes = [
  route({
    method: 'get',
    path: '/reminders/new',
    summary: {
      zh: '催报前的确认：?below= 其下全部未提交单位，?unit= 一个单位；?step=enrolment 催参训报名',
      en: 'What a reminder would come to: ?below= for all below that have not submitted, ?unit= for one; ?step=enrolment',
    },
    who: authorities,
    query: z.object({ unit: optionalField(idSchema), below: optionalField(idSchema), step }),
    answer: reminderSchema,
    serve: async (asked) => {
      const { app, db, actor, query, page } = asked;
      const facts = { now: page.now, policy: app.shrinkage, step: query.step };
      const model = await inScope(db, actor.unit_path, (tx) =>
        reminderModel(tx, actor, targetOf(query), facts),
      );
      respond(asked, {
        title: page.say(words.titleOf, { name: model.unit.name }),
        model,
        page: ReminderPage,
        json: reminderJson,
      });
    },
  }),
  route({
    method: 'post',
    path: '/reminders',
    summary: {
      zh: '催报：units 指定单位，或 below 其下全部未提交单位；同一单位每天最多一次',
      en: 'Reminds units by id, or all below one that have not submitted; each once a day at most',
    },
    who: authorities,
    body,
    answer: z.object({
      reminded: counted,
      skipped: counted.describe('reminded by the caller earlier that day'),
      done: counted.describe('had submitted already'),
    }),
    serve: async (asked) => {
      const { app, db, actor, page, body } = asked;
      const { below, units } = body;
      const first = below ?? units?.[0];
      if (first === undefined) throw problem('invalid-input', { fields: 'units, below' });
      const facts = { now: page.now, policy: app.shrinkage, step: body.step };
      const { told, board } = await inScope(db, actor.unit_path, async (tx) => {
        const { round, occasion } = await settingOf(tx, facts);
        const audience = below === undefined ? { units: units ?? [] } : { below };
        return {
          told: await remind(tx, actor, audience, round, occasion),
          board: boardOf(actor, await unitById(tx, first)),
        };
      });
      done(asked, backTo(body.step, board, told), told);
    },
  }),
];
