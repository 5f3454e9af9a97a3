/** Templates: a unit's own workbook, filled with its teachers in service and stamped. */
import { z } from 'zod';
import { appendEvent } from '../../../database/events.ts';
import { inScope } from '../../../database/scope.ts';
import { teachersInService } from '../../../database/teachers.ts';
import { unitById } from '../../../database/units.ts';
import { writeTemplate } from '../../../pipeline/write/template.ts';
import type { Actor } from '../../../schemas/actor.ts';
import { problem } from '../../../schemas/problem.ts';
import { definitions, type TemplateId, templateIds } from '../../../schemas/sheets.ts';
import { tierOfKind } from '../../../schemas/unit.ts';
import type { App } from '../../app-options.ts';
import { idSchema, optionalField } from '../../inputs.ts';
import { route } from '../../route.ts';

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
      const { unit, teachers } = await contentsOf(app, actor, params.template, query.unit ?? actor.unit_id);
      const bytes = await writeTemplate({
        sheet,
        unit,
        stamp: {
          ...{ template: sheet.id, template_version: sheet.version },
          ...{ unit_id: unit.id, unit_name: unit.name, registry_at: page.now.toISOString() },
        },
        key: app.db.keys.stamp,
        rows: teachers.map(({ id, version, record }) => ({
          record,
          row_stamp: { teacher_id: id, version },
        })),
      });
      // Encoded as RFC 6266 asks, so that the name stays Chinese in every browser.
      res.attachment(`${sheet.title.zh}-${unit.name}-${page.day(page.now)}.xlsx`);
      res.set('Cache-Control', 'no-store').type(xlsxType).send(Buffer.from(bytes));
    },
  }),
];

/** The unit, and for teacher information whom it has in service; that their numbers left the house is written down. */
const contentsOf = (app: App, actor: Actor, template: TemplateId, unitId: string) =>
  inScope(app.db, actor.unit_path, async (tx) => {
    const unit = await unitById(tx, unitId);
    if (template !== 'teacher') return { unit, teachers: [] };
    if (tierOfKind[unit.kind] !== 'school') throw problem('unit-not-collecting', { unit: unit.name });
    const teachers = await teachersInService(tx, unit.id);
    await appendEvent(tx, {
      account_id: actor.account_id,
      ...{ unit_id: unit.id, unit_path: unit.path, subject: 'unit', subject_id: unit.id },
      ...{ action: 'download-template', detail: { template, teachers: teachers.length } },
    });
    return { unit, teachers };
  });
