/** Addresses of some of an upload's findings. */
import { addressOf } from '../../parts/safe-url.ts';
import type { IssueChoice } from './upload-model.ts';

/** The upload's page with some of its findings, at their heading. */
export const issuesUrl = (id: string, { rule, severity, page = 1 }: Partial<IssueChoice>): string =>
  `${addressOf(`/uploads/${id}`, { rule, severity, page: page > 1 ? page : undefined })}#issues`;
