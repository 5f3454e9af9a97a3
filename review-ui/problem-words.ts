/** A problem's sentence, its parameters said in the reader's language: a state by its name, a role as people call it. */
import { accountHolder, accountLifecycle } from '../schemas/account.ts';
import { campaignWindows, windowPhases } from '../schemas/campaign.ts';
import { changeKinds } from '../schemas/change.ts';
import { enrolmentRefusals } from '../schemas/enrolment.ts';
import { enrolmentLifecycle } from '../schemas/enrolment-lifecycle.ts';
import { expertLifecycle, expertRoles } from '../schemas/expert-lifecycle.ts';
import { exportLifecycle } from '../schemas/export-lifecycle.ts';
import { extensionLifecycle } from '../schemas/extension.ts';
import { pinFailures } from '../schemas/kept-plan.ts';
import type { Language, Params, Words } from '../schemas/language.ts';
import { say } from '../schemas/language.ts';
import { type Problem, problems } from '../schemas/problem.ts';
import { submissionLifecycle } from '../schemas/submission-lifecycle.ts';
import { transferLifecycle, transferRoles } from '../schemas/transfer-lifecycle.ts';
import { tierNames, unitKinds } from '../schemas/unit.ts';
import { formLifecycle, undoLifecycle, uploadLifecycle } from '../schemas/upload-lifecycle.ts';
import { roleWords } from './words.ts';

const at = (table: Readonly<Record<string, unknown>>, key: string): Words | undefined =>
  Object.hasOwn(table, key) ? (table[key] as Words) : undefined;

const kindWords = Object.fromEntries(Object.entries(changeKinds).map(([kind, facts]) => [kind, facts.words]));

const tables: Readonly<Record<string, Readonly<Record<string, Words>>>> = {
  state: uploadLifecycle.states,
  // What the states of an upload allow without changing them has no row there.
  action: {
    ...uploadLifecycle.actions,
    annotate: { zh: '下载标注后的表格', en: 'Mark its issues' },
  },
  kind: kindWords,
  decision: { approve: { zh: '通过', en: 'approved' }, reject: { zh: '不通过', en: 'rejected' } },
  unit_kind: unitKinds,
  by: roleWords,
  step: campaignWindows,
  phase: windowPhases,
  pin_failure: pinFailures,
  why: enrolmentRefusals,
};

/** A problem of another lifecycle than an upload's names it in `of`: the same state has other words there. */
const lifecycles: Readonly<Record<string, typeof tables>> = {
  account: {
    state: accountLifecycle.states,
    action: accountLifecycle.actions,
    by: { ...roleWords, holder: accountHolder },
  },
  form: { state: formLifecycle.states, action: formLifecycle.actions },
  undo: { state: undoLifecycle.states, action: undoLifecycle.actions },
  transfer: { state: transferLifecycle.states, action: transferLifecycle.actions, by: transferRoles },
  enrolment: { state: enrolmentLifecycle.states, action: enrolmentLifecycle.actions },
  export: { state: exportLifecycle.states, action: exportLifecycle.actions },
  extension: { state: extensionLifecycle.states, action: extensionLifecycle.actions },
  expert: { state: expertLifecycle.states, action: expertLifecycle.actions, by: expertRoles },
  submission: { state: submissionLifecycle.states, action: submissionLifecycle.actions },
};

export function problemText({ code, params }: Problem, language: Language): string {
  const own = { ...tables, ...lifecycles[String(params.of)] };
  const said = Object.entries(params).map(([name, value]) => [name, shown(own, name, value, language)]);
  return say(problems[code], language, Object.fromEntries(said));
}

function shown(
  own: typeof tables,
  name: string,
  value: Params[string] | undefined,
  language: Language,
): Params[string] {
  if (typeof value !== 'string') return value ?? null;
  const words = at(own[name] ?? {}, value);
  if (words !== undefined) return words[language];
  return name === 'by' ? tierList(value, language) : value;
}

/** Several tiers, separated by spaces where the problem was raised. */
const tierList = (tiers: string, language: Language): string =>
  tiers
    .split(' ')
    .map((tier) => at(tierNames, tier)?.[language] ?? tier)
    .join(language === 'zh' ? '、' : ' / ');
