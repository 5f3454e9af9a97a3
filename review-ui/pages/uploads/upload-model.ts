/** Everything one upload's page shows, gathered within the viewer's scope. */
import { type AbsenceTally, absenceTally } from '../../../database/absences.ts';
import type { Database } from '../../../database/connect.ts';
import { type Cause, causesOf, issuesOf } from '../../../database/issues.ts';
import { asSystem, inScope } from '../../../database/scope.ts';
import { ancestorsOf } from '../../../database/units.ts';
import { type ShownUpload, uploadById } from '../../../database/uploads.ts';
import { type Role, roleOf } from '../../../schemas/actor.ts';
import type { FormLine } from '../../../schemas/form.ts';
import type { Issue, Severity } from '../../../schemas/issue.ts';
import { actions } from '../../../schemas/lifecycle.ts';
import { parentPath } from '../../../schemas/unit.ts';
import { lifecycleOf } from '../../../schemas/upload-lifecycle.ts';
import type { Asked } from '../../asked.ts';
import { offsetOf, pageSize } from '../../inputs.ts';
import { type ColumnsAsked, type ColumnsModel, columnsModel } from '../columns/columns-model.ts';
import { formLines } from '../forms/form-model.ts';
import { mayAnswer } from '../missing/missing-model.ts';
import { type RejectedChanges, rejectedOf } from './rejected.ts';
import { type SinceModel, sinceModel } from './since-model.ts';

export interface IssueChoice {
  readonly rule?: string | undefined;
  readonly severity?: Severity | undefined;
  readonly page: number;
}

export interface UploadModel {
  readonly upload: ShownUpload;
  readonly role: Role;
  /** What the viewer may do now. */
  readonly actions: readonly string[];
  readonly causes: readonly Cause[];
  readonly issues: readonly Issue[];
  readonly choice: IssueChoice;
  /** How many findings match the choice. */
  readonly total: number;
  /** Beside the file that the unit sent before. */
  readonly since: SinceModel | null;
  /** Who reviews it: the unit right above. */
  readonly reviewer: string;
  /** What its own unit is asked about columns that nobody knows, where the file was refused for want of them. */
  readonly columns: ColumnsModel | null;
  /** Teachers whom the file doesn't hold, by what was said of them. */
  readonly tally: AbsenceTally;
  /** Of a form that may be carried out: what its first rows would do. */
  readonly lines: readonly FormLine[];
  /** What the reviewer did not let pass, with reasons. */
  readonly rejected: RejectedChanges;
  /** Whether the viewer may say something of them now. */
  readonly mayAnswer: boolean;
}

/** The others stand on a page of their own. */
const linesAtFirst = 20;

const shownRejected = 20;

/** A larger file is not read again each time that its page is opened; the page leads to where it is. */
const readBeside_bytes = 1024 * 1024;

/** Whether the file lacks columns that its own unit may find among those that nobody knows. */
export const lacksColumns = ({ upload, role }: Pick<UploadModel, 'upload' | 'role'>): boolean =>
  role === 'owner' && upload.state === 'refused' && upload.refusal?.code === 'no-header';

/** Throws `not-found` outside the actor's scope. */
export async function uploadModel(
  asked: ColumnsAsked & Pick<Asked, 'page'>,
  id: string,
  choice: IssueChoice,
): Promise<UploadModel> {
  const { db, actor } = asked;
  const found = await inScope(db, actor.unit_path, async (tx) => {
    const upload = await uploadById(tx, id);
    const causes = await causesOf(tx, id);
    const issues = await issuesOf(tx, id, {
      ...(choice.rule === undefined ? {} : { rule: choice.rule }),
      ...(choice.severity === undefined ? {} : { severity: choice.severity }),
      limit: pageSize,
      offset: offsetOf(choice.page),
    });
    const tally = await absenceTally(tx, upload.change_set_id);
    const rejected = await rejectedOf(tx, upload, shownRejected);
    const lines = await formLines(tx, actor, upload, asked.page, { limit: linesAtFirst });
    return { upload, causes, issues, tally, rejected, lines, since: await sinceModel(tx, upload) };
  });
  const role = roleOf(actor, found.upload.unit_path);
  const isAsked = lacksColumns({ ...found, role }) && found.upload.size_bytes <= readBeside_bytes;
  return {
    ...found,
    role,
    columns: isAsked ? await columnsModel(asked, id) : null,
    choice,
    mayAnswer: mayAnswer(found.upload, actor),
    actions: actions(lifecycleOf(found.upload), found.upload.state, role).map((row) => row.action),
    total: matching(found.causes, choice),
    reviewer: await nameOfSuperior(db, found.upload.unit_path),
  };
}

export const matching = (causes: readonly Cause[], choice: IssueChoice): number =>
  causes
    .filter((cause) => choice.rule === undefined || cause.rule === choice.rule)
    .filter((cause) => choice.severity === undefined || cause.severity === choice.severity)
    .reduce((sum, cause) => sum + cause.count, 0);

/** A school's scope ends at itself, but it may know the name of who is right above. Empty at the root. */
export async function nameOfSuperior(db: Database, unitPath: string): Promise<string> {
  const above = parentPath(unitPath);
  const line = await asSystem(db, (tx) => ancestorsOf(tx, above));
  return line.at(-1)?.name ?? '';
}
