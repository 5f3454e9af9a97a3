/** Template B of a unit: its teachers in service with what they are enrolled in or teach, and drop-downs of what is open to it. */
import { campaignAt, projectsOf } from '../../../database/campaigns.ts';
import { groundOf } from '../../../database/enrolment-ground.ts';
import { enrolledAt, excusedAt } from '../../../database/enrolment-list.ts';
import type { Scoped } from '../../../database/scope.ts';
import { teachersInService } from '../../../database/teachers.ts';
import type { TemplateRow } from '../../../pipeline/write/template.ts';
import type { OwnLists } from '../../../pipeline/write/template-checks.ts';
import { enrolmentRefusal, stagesFor } from '../../../schemas/enrolment.ts';
import { type Stage, stageOrder } from '../../../schemas/subject.ts';
import type { UnitFacts } from '../../../schemas/unit.ts';

interface EnrolmentContents {
  readonly rows: readonly TemplateRow[];
  readonly own: OwnLists;
}

/** Null where there is no campaign. */
export async function enrolmentContents(
  tx: Scoped,
  unit: UnitFacts,
  now: Date,
): Promise<EnrolmentContents | null> {
  const campaign = await campaignAt(tx, now);
  if (campaign === null) return null;
  const ground = await groundOf(tx, campaign, unit);
  const enrolled = await enrolledAt(tx, campaign, unit.id);
  const excused = await excusedAt(tx, campaign, unit.id);
  const teachers = (await teachersInService(tx, unit.id)).filter(({ id }) => !excused.has(id));
  const choosable = new Set<Stage>();
  const rows = teachers.map(({ id, version, record }): TemplateRow => {
    const person = { ...record, unit_id: unit.id, has_certificate: record.cert_no !== null };
    for (const stage of stagesFor(ground, person)) choosable.add(stage);
    const { stage, subject } = enrolled.get(id) ?? record;
    const isOpen = stage !== null && stagesFor(ground, person).includes(stage);
    const isListed =
      isOpen && subject !== null && enrolmentRefusal(ground, person, { stage, subject }) === null;
    const cells = {
      ...{ project: campaign.name, name: record.name, id_type: record.id_type, id_number: record.id_number },
      ...{ stage: isOpen ? stage : null, subject: isListed ? subject : null },
      cert_no: unit.kind === 'school' ? null : record.cert_no,
    };
    return { record: cells, row_stamp: { teacher_id: id, version } };
  });
  const stages = stageOrder.filter((stage) => choosable.has(stage));
  const shown = stages.length > 0 ? stages : stageOrder;
  const projects = await projectsOf(tx, campaign.id);
  const subjects = Object.fromEntries(shown.map((stage) => [stage, ground.subjects[stage]]));
  return {
    rows,
    own: {
      lists: { project: [campaign.name, ...shown.flatMap((stage) => projects[stage] ?? [])], stage: shown },
      dependent: { field: 'subject', on: 'stage', lists: subjects },
    },
  };
}
