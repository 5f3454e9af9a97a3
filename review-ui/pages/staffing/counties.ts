/** What the parts of an open cell are given, and the names of its counties. */
import type { PageContext } from '../../page.ts';
import type { OpenCell, StaffingModel } from './staffing-model.ts';

export interface CellProps {
  readonly open: OpenCell;
  readonly model: StaffingModel;
  readonly page: PageContext;
}

export const countyNames = (model: StaffingModel, ids: readonly string[], page: PageContext): string =>
  ids
    .map((id) => model.counties.find((county) => county.id === id)?.name ?? id)
    .join(page.language === 'zh' ? '、' : ', ');
