/** Addresses and ids of the page for mending. */
import { addressOf } from '../../parts/safe-url.ts';
import type { CellsQuery } from './inputs.ts';

export const cellsAddress = (id: string, query: Partial<CellsQuery> = {}): string =>
  addressOf(`/uploads/${id}/cells`, { ...query, page: query.page === 1 ? undefined : query.page });

export const rowId = (row: number): string => `row-${row}`;
export const rowFormId = (row: number): string => `row-form-${row}`;
export const cellId = (row: number, field: string): string => `cell-${row}-${field}`;
