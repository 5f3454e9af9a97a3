/** Every rule there is, in the order of checking: rules that complete a row stand before rules that rely on it. */
import type { Rule } from '../rule.ts';
import { actionAgainstRegistry } from './action-against-registry.ts';
import { activeElsewhere } from './active-elsewhere.ts';
import { age } from './age.ts';
import { birthDateAgainstIdentity } from './birth-date-against-identity.ts';
import { birthDateFromIdentity } from './birth-date-from-identity.ts';
import { birthDateRequired } from './birth-date-required.ts';
import { certificateRequired } from './certificate-required.ts';
import { certificateTypeDigit } from './certificate-type-digit.ts';
import { departedUnknown } from './departed-unknown.ts';
import { duplicateInFile } from './duplicate-in-file.ts';
import { genderAgainstIdentity } from './gender-against-identity.ts';
import { identityChecksum } from './identity-checksum.ts';
import { identityFormat } from './identity-format.ts';
import { identityOld15 } from './identity-old-15.ts';
import { identityOldForeign } from './identity-old-foreign.ts';
import { identityProvincePrefix } from './identity-province-prefix.ts';
import { kindergartenWithoutSubject } from './kindergarten-without-subject.ts';
import { ruralAgainstSchool } from './rural-against-school.ts';
import { ruralFlagRequired } from './rural-flag-required.ts';
import { schoolCodeMatchesUnit } from './school-code-matches-unit.ts';
import { schoolNameMatchesUnit } from './school-name-matches-unit.ts';
import { stageOfferedByUnit } from './stage-offered-by-unit.ts';
import { statusAgainstAction } from './status-against-action.ts';
import { subjectOfStage } from './subject-of-stage.ts';
import { subjectRequired } from './subject-required.ts';
import { testIdentity } from './test-identity.ts';
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
];

export const fileRules: readonly Rule<'file'>[] = [duplicateInFile];

export const registryRules: readonly Rule<'registry'>[] = [
  departedUnknown,
  activeElsewhere,
  actionAgainstRegistry,
];

export const allRules: readonly Rule[] = [...rowRules, ...fileRules, ...registryRules];
