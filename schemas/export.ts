/** Exports: what may leave the house as a file, and what a wish for one says. */
import type { Words } from './language.ts';
import { authorities, type Tier, tiers } from './unit.ts';

interface ExportKindFacts {
  readonly words: Words;
  readonly who: readonly Tier[];
  /** Whether it is of one campaign. */
  readonly ofCampaign: boolean;
  /** Whether it holds numbers of people, which may be whole. */
  readonly hasNumbers: boolean;
}

export const exportKinds = {
  roster: {
    words: { zh: '教师名册', en: 'Roster of teachers' },
    ...{ who: tiers, ofCampaign: false, hasNumbers: true },
  },
  enrolment: {
    words: { zh: '参训报名名册', en: 'Enrolment roster' },
    ...{ who: tiers, ofCampaign: true, hasNumbers: true },
  },
  staffing: {
    words: { zh: '配备方案', en: 'Staffing plan' },
    ...{ who: authorities, ofCampaign: true, hasNumbers: false },
  },
  experts: {
    words: { zh: '专家团队上报表', en: 'Expert teams' },
    ...{ who: authorities, ofCampaign: true, hasNumbers: true },
  },
} as const satisfies Record<string, ExportKindFacts>;
export type ExportKind = keyof typeof exportKinds;
export const exportKindOrder = Object.keys(exportKinds) as ExportKind[];

/** Formats with their content types. */
export const exportFormats = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
} as const;
export type ExportFormat = keyof typeof exportFormats;
export const exportFormatOrder = Object.keys(exportFormats) as ExportFormat[];

/** Document, phone and certificate numbers: their ends only, or whole. */
export const exportNumbers = ['masked', 'full'] as const;
export type Numbers = (typeof exportNumbers)[number];

/** More rows than this are written in the background. */
export const largestDirect_rows = 20_000;

/** Why somebody needs whole numbers. */
export const exportReason_chars = { least: 2, most: 200 } as const;

/** What somebody asks for. */
export interface ExportWish {
  readonly kind: ExportKind;
  readonly format: ExportFormat;
  readonly numbers: Numbers;
  /** Whose: a unit with everything below it. */
  readonly area: { readonly id: string; readonly path: string };
  readonly campaign_id: string | null;
  /** Of a staffing plan. */
  readonly city_id: string | null;
  /** As it was then, as {@link momentOf} reads it. */
  readonly as_of: string | null;
}
