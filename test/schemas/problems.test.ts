/** The catalogue of problems: one home for each, with words in both languages. */
import { expect, it } from 'vitest';
import { problems } from '../../schemas/problem.ts';
import { accessProblems } from '../../schemas/problems/access.ts';
import { campaignProblems } from '../../schemas/problems/campaigns.ts';
import { enrolmentProblems } from '../../schemas/problems/enrolment.ts';
import { exportProblems } from '../../schemas/problems/exports.ts';
import { reviewProblems } from '../../schemas/problems/reviews.ts';
import { transferProblems } from '../../schemas/problems/transfers.ts';
import { unitProblems } from '../../schemas/problems/units.ts';
import { uploadProblems } from '../../schemas/problems/uploads.ts';

const parts = [
  ...[accessProblems, campaignProblems, enrolmentProblems, exportProblems, reviewProblems],
  ...[transferProblems, unitProblems, uploadProblems],
];

it('a problem stands in one part of the catalogue only', () => {
  const codes = parts.flatMap((part) => Object.keys(part)).sort();
  expect(codes).toEqual(Object.keys(problems).sort());
});

const placeholders = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g))].sort();

it.each(Object.entries(problems))('%s says the same in both languages', (_code, { status, zh, en }) => {
  expect(status).toBeGreaterThanOrEqual(400);
  expect(placeholders(zh)).toEqual(placeholders(en));
});
