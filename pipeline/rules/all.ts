/** Every rule there is, in the order of checking: rules that complete a row stand before rules that rely on it. */
import { definitions, type TemplateId, templateIds } from '../../schemas/sheets.ts';
import type { Rule } from '../rule.ts';
import { actionAgainstRegistry } from './action-against-registry.ts';
import { activeElsewhere } from './active-elsewhere.ts';
import { age } from './age.ts';
import { birthDateAgainstIdentity } from './birth-date-against-identity.ts';
import { birthDateFromIdentity } from './birth-date-from-identity.ts';
import { birthDateRequired } from './birth-date-required.ts';
import { certificateRequired } from './certificate-required.ts';
import { certificateTypeDigit } from './certificate-type-digit.ts';
import { claimedInFlight } from './claimed-in-flight.ts';
import { departedUnknown } from './departed-unknown.ts';
import { duplicateInFile } from './duplicate-in-file.ts';
import { enrolmentCertificate } from './enrolment-certificate.ts';
import { expertCapacity } from './expert-capacity.ts';
import { expertCapacityAboveRatio } from './expert-capacity-above-ratio.ts';
import { expertTitle } from './expert-title.ts';
import { genderAgainstIdentity } from './gender-against-identity.ts';
import { identityChecksum } from './identity-checksum.ts';
import { identityFormat } from './identity-format.ts';
import { identityOld15 } from './identity-old-15.ts';
import { identityOldForeign } from './identity-old-foreign.ts';
import { identityProvincePrefix } from './identity-province-prefix.ts';
import { kindergartenLicence } from './kindergarten-licence.ts';
import { kindergartenWithoutSubject } from './kindergarten-without-subject.ts';
import { probableDuplicate } from './probable-duplicate.ts';
import { ruralAgainstSchool } from './rural-against-school.ts';
import { ruralFlagRequired } from './rural-flag-required.ts';
import { schoolAdminRequired } from './school-admin-required.ts';
import { schoolCodeMatchesUnit } from './school-code-matches-unit.ts';
import { schoolCodeOfKind } from './school-code-of-kind.ts';
import { schoolCodeOfProvince } from './school-code-of-province.ts';
import { schoolCodesDiffer } from './school-codes-differ.ts';
import { schoolCodesOfOperation } from './school-codes-of-operation.ts';
import { schoolKindOfStages } from './school-kind-of-stages.ts';
import { schoolKindOutOfScope } from './school-kind-out-of-scope.ts';
import { schoolNameMatchesUnit } from './school-name-matches-unit.ts';
import { schoolStagesRequired } from './school-stages-required.ts';
import { schoolTwiceInFile } from './school-twice-in-file.ts';
import { stageOfferedByUnit } from './stage-offered-by-unit.ts';
import { statusAgainstAction } from './status-against-action.ts';
import { subjectChosen } from './subject-chosen.ts';
import { subjectOfStage } from './subject-of-stage.ts';
import { subjectRequired } from './subject-required.ts';
import { testIdentity } from './test-identity.ts';
import { transferDate } from './transfer-date.ts';
import { transferSchoolsDiffer } from './transfer-schools-differ.ts';
import { workStartTooEarly } from './work-start-too-early.ts';

export const rowRules: readonly Rule<'row'>[] = [
  birthDateFromIdentity,
  kindergartenWithoutSubject,
  identityFormat,
  identityOld15,
  identityOldForeign,
  identityChecksum,
  identityProvincePrefix,
  testIdentity,
  genderAgainstIdentity,
  birthDateAgainstIdentity,
  birthDateRequired,
  schoolCodeMatchesUnit,
  schoolNameMatchesUnit,
  stageOfferedByUnit,
  subjectOfStage,
  subjectRequired,
  ruralFlagRequired,
  ruralAgainstSchool,
  certificateRequired,
  certificateTypeDigit,
  workStartTooEarly,
  age,
  statusAgainstAction,
  subjectChosen,
  enrolmentCertificate,
  schoolAdminRequired,
  schoolCodesOfOperation,
  schoolCodesDiffer,
  schoolCodeOfProvince,
  schoolCodeOfKind,
  schoolKindOfStages,
  schoolStagesRequired,
  schoolKindOutOfScope,
  kindergartenLicence,
  transferSchoolsDiffer,
  transferDate,
  expertCapacity,
  expertCapacityAboveRatio,
  expertTitle,
];

export const fileRules: readonly Rule<'file'>[] = [duplicateInFile, schoolTwiceInFile];

export const registryRules: readonly Rule<'registry'>[] = [
  departedUnknown,
  activeElsewhere,
  claimedInFlight,
  probableDuplicate,
  actionAgainstRegistry,
];

export const allRules: readonly Rule[] = [...rowRules, ...fileRules, ...registryRules];

/** Whether a rule is about a template: all the fields that it reads are there, and it is not kept to others. */
export const isAbout = ({ reads, templates }: Rule, template: TemplateId): boolean =>
  (templates?.includes(template) ?? true) &&
  reads.every((field) => Object.hasOwn(definitions[template].columns, field));

interface RulesOfTemplate {
  readonly row: readonly Rule<'row'>[];
  readonly file: readonly Rule<'file'>[];
}
const made = Object.fromEntries(
  templateIds.map((template) => [
    template,
    {
      row: rowRules.filter((rule) => isAbout(rule, template)),
      file: fileRules.filter((rule) => isAbout(rule, template)),
    },
  ]),
) as unknown as Record<TemplateId, RulesOfTemplate>;

/** The rules that a template's rows and files are checked by, picked once. */
export const rulesOf = (template: TemplateId): RulesOfTemplate => made[template];
