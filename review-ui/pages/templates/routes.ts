/** Templates: a unit's own workbook, filled with its teachers in service and stamped. */
import { z } from 'zod';
import { contactsOf } from '../../../database/admins.ts';
import { appendEvent } from '../../../database/events.ts';
import { unitsForSheet } from '../../../database/organisation-snapshot.ts';
import { asSystem, inScope, type Scoped } from '../../../database/scope.ts';
import { teachersInService } from '../../../database/teachers.ts';
import { unitById } from '../../../database/units.ts';
import { cellsOf } from '../../../pipeline/organisation-facts.ts';
import { type TemplateRow, writeTemplate } from '../../../pipeline/write/template.ts';
import type { OwnLists } from '../../../pipeline/write/template-checks.ts';
import type { Actor } from '../../../schemas/actor.ts';
import type { Params } from '../../../schemas/language.ts';
import { problem } from '../../../schemas/problem.ts';
import { definitions, type TemplateId, templateIds } from '../../../schemas/sheets.ts';
import { tierOfKind, type UnitFacts } from '../../../schemas/unit.ts';
import type { App } from '../../app-options.ts';
import { idSchema, optionalField } from '../../inputs.ts';
import { route } from '../../route.ts';
import { enrolmentContents } from '../enrolments/template-rows.ts';

export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export const templateRoutes = [
  route({
    method: 'get',
    path: '/templates/:template.xlsx',
    summary: {
      zh: '本单位的模板（教师信息表已预填在册教师）；?unit= 为下级单位的模板',
      en: "The caller's own template, that of teachers filled with them; ?unit= for a unit below",
    },
    who: 'signed-in',
    params: z.object({ template: z.enum(templateIds) }),
    query: z.object({ unit: optionalField(idSchema) }),
    produces: xlsxType,
    serve: async ({ app, actor, page, params, query, res }) => {
      const sheet = definitions[params.template];
      const asked = { template: params.template, unit_id: query.unit ?? actor.unit_id, now: page.now };
      const { unit, rows, own } = await contentsOf(app, actor, asked);
      const bytes = await writeTemplate({
        sheet,
        unit,
        stamp: {
          ...{ template: sheet.id, template_version: sheet.version },
          ...{ unit_id: unit.id, unit_name: unit.name, registry_at: page.now.toISOString() },
        },
        key: app.db.keys.stamp,
        rows,
        ...(own === undefined ? {} : { own }),
      });
      // Encoded as RFC 6266 asks, so that the name stays Chinese in every browser.
      res.attachment(`${sheet.title.zh}-${unit.name}-${page.day(page.now)}.xlsx`);
      res.set('Cache-Control', 'no-store').type(xlsxType).send(Buffer.from(bytes));
    },
  }),
];

interface Contents {
  readonly unit: UnitFacts;
  readonly rows: readonly TemplateRow[];
  readonly own?: OwnLists;
}

interface Wanted {
  readonly template: TemplateId;
  readonly unit_id: string;
  readonly now: Date;
}

/**
 * The unit, and for teacher information whom it has in service, for schools those below it; that numbers of people left the
 * house is written down.
 */
const contentsOf = (app: App, actor: Actor, { template, unit_id, now }: Wanted): Promise<Contents> =>
  inScope(app.db, actor.unit_path, async (tx) => {
    const unit = await unitById(tx, unit_id);
    if (template === 'organisation') return { unit, rows: await schoolRows(app, tx, actor, unit) };
    const isSchool = tierOfKind[unit.kind] === 'school';
    if (template === 'enrolment' && isSchool) {
      const { rows, own } = (await enrolmentContents(tx, unit, now)) ?? { rows: [] };
      await leaves(tx, actor, unit, { template, teachers: rows.length });
      return { unit, rows, ...(own === undefined ? {} : { own }) };
    }
    if (template !== 'teacher') return { unit, rows: [] };
    if (!isSchool) throw problem('unit-not-collecting', { unit: unit.name });
    const teachers = await teachersInService(tx, unit.id);
    await leaves(tx, actor, unit, { template, teachers: teachers.length });
    const rows = teachers.map(({ id, version, record }) => ({
      record,
      row_stamp: { teacher_id: id, version },
    }));
    return { unit, rows };
  });

/** Numbers of people leave the house. */
const leaves = (tx: Scoped, actor: Actor, unit: UnitFacts, detail: Params): Promise<void> =>
  appendEvent(tx, {
    account_id: actor.account_id,
    ...{ unit_id: unit.id, unit_path: unit.path, subject: 'unit', subject_id: unit.id },
    ...{ action: 'download-template', detail },
  });

/** The open units below, as rows that change nothing. */
async function schoolRows(app: App, tx: Scoped, actor: Actor, unit: UnitFacts): Promise<TemplateRow[]> {
  // A county's own city lies outside its scope, but it is named in every row.
  const units = await asSystem(app.db, (system) => unitsForSheet(system, unit.path));
  const contacts = await contactsOf(
    tx,
    units.flatMap(({ account_id }) => account_id ?? []),
  );
  if (contacts.size > 0) {
    await appendEvent(tx, {
      account_id: actor.account_id,
      ...{ unit_id: unit.id, unit_path: unit.path, subject: 'unit', subject_id: unit.id },
      ...{ action: 'download-template', detail: { template: 'organisation', contacts: contacts.size } },
    });
  }
  return units.map(({ account_id, admin_name, city, county, kind, ...facts }) => {
    const contact = contacts.get(account_id ?? '');
    const admin = { admin_name, admin_mobile: contact?.mobile ?? null, admin_email: contact?.email ?? null };
    const cells = cellsOf(kind, facts);
    // Sheets speak of every unit's sector; institutions are public.
    const sector = cells.sector ?? '公办';
    return { record: { ...cells, sector, operation: '变更', old_code: null, city, county, ...admin } };
  });
}
