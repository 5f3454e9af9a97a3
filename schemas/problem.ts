/** Problems: expected refusals of an action, with their HTTP status and words (RFC 9457). */
import type { Params } from './language.ts';
import { accessProblems } from './problems/access.ts';
import { campaignProblems } from './problems/campaigns.ts';
import { enrolmentProblems } from './problems/enrolment.ts';
import { exportProblems } from './problems/exports.ts';
import { reviewProblems } from './problems/reviews.ts';
import { transferProblems } from './problems/transfers.ts';
import { unitProblems } from './problems/units.ts';
import { uploadProblems } from './problems/uploads.ts';

/** Every problem there is; a folder holds them by what they are about. */
export const problems = {
  ...accessProblems,
  ...uploadProblems,
  ...reviewProblems,
  ...transferProblems,
  ...unitProblems,
  ...campaignProblems,
  ...enrolmentProblems,
  ...exportProblems,
};
export type ProblemCode = keyof typeof problems;

/** Thrown by whoever refuses; caught once, where the answer is written. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly params: Params;
  constructor(code: ProblemCode, params: Params = {}) {
    super(code);
    this.code = code;
    this.params = params;
  }
  get status(): number {
    return problems[this.code].status;
  }
}

export const problem = (code: ProblemCode, params: Params = {}): Problem => new Problem(code, params);
