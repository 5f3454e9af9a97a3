/** What a row of a sheet of schools will do, in words. */
import type { Words } from '../../../schemas/language.ts';
import {
  type OrganisationFacts,
  type OrganisationField,
  organisationLabels,
} from '../../../schemas/organisation-facts.ts';
import type { OrganisationStep } from '../../../schemas/organisation-plan.ts';
import { schoolKinds, sectors, unitKinds, urbanRuralClasses } from '../../../schemas/unit.ts';
import type { PageContext } from '../../page.ts';
import { textOfCell } from '../../parts/cell-value.tsx';
import { parts } from '../../parts/words.ts';
import { words } from './words.ts';

export function doesOf(step: OrganisationStep, page: PageContext): string {
  if (step.does === 'add') {
    const { kind, facts, parent, admin } = step;
    const what = schoolKinds.find(({ value }) => value === facts.school_kind) ?? unitKinds[kind];
    const said = page.say(words.lineAdd, {
      kind: page.say(what),
      parent: parent.name,
      code: facts.code ?? '–',
    });
    return admin === null ? said : `${said}${page.say(words.lineAdmin, { name: admin.name })}`;
  }
  if (step.does === 'end') {
    const { unit, into } = step;
    if (into === null) return page.say(words.lineClose);
    return page.say(words.lineMerge, { into, count: page.number(unit.teachers) });
  }
  const { unit, facts, fields, to } = step;
  const changes = fields.map(
    (field) =>
      `${page.say(organisationLabels[field])}：${shown(unit, field, page)} → ${shown(facts, field, page)}`,
  );
  if (to !== null) changes.push(page.say(words.lineMove, { to: to.name }));
  return changes.length === 0 ? page.say(words.lineNothing) : changes.join('；');
}

/** A fact as people read it. */
export function shown(facts: OrganisationFacts, field: OrganisationField, page: PageContext): string {
  const value = facts[field];
  if (field === 'stages') return facts.stages.map((stage) => textOfCell('stage', stage, page)).join('、');
  if (value === null || value === '') return page.say(parts.blank);
  return page.say(wordsOf(facts, field) ?? { zh: String(value), en: String(value) });
}

function wordsOf(facts: OrganisationFacts, field: OrganisationField): Words | undefined {
  if (field === 'school_kind') return schoolKinds.find(({ value }) => value === facts.school_kind);
  if (field === 'urban_rural_class' && facts.urban_rural_class)
    return urbanRuralClasses[facts.urban_rural_class];
  const sector = field === 'sector' ? sectors.find(({ value }) => value === facts.sector) : undefined;
  return sector && { zh: sector.value, en: sector.en };
}
