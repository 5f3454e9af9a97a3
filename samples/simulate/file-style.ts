/** How a school's file was made: by which program, with which title, dates and drop-downs. All of it is harmless. */
import type { Random } from '../random.ts';
import type { WriterStyle } from '../spreadsheet/workbook.ts';

export interface FileStyle {
  readonly writer: WriterStyle;
  readonly sheetName: string;
  /** Rows above the header. */
  readonly titleRows: 0 | 1 | 2;
  readonly dates: 'iso' | 'slashes' | 'chinese' | 'serial';
  readonly hasDropDowns: boolean;
  /** Formatted rows without content below the data. */
  readonly blankRows: number;
  /** Mark of required columns in the header. */
  readonly star: boolean;
}

/** What the programs in schools' offices write; weights are a guess, no census of them exists. */
const writers: readonly (readonly [WriterStyle, number])[] = [
  // Excel: strings after the sheets.
  [{ strings: 'shared', stringsLast: true, level: 1 }, 35],
  // WPS: strings before them.
  [{ strings: 'shared', level: 1 }, 45],
  // Exports of school software: inline strings, streamed.
  [{ strings: 'inline', streamed: true, level: 1 }, 20],
];

export function fileStyleOf(random: Random): FileStyle {
  return {
    writer: random.weighted(writers),
    sheetName: random.pick(['教师信息采集表', 'Sheet1', '教师信息']),
    titleRows: random.weighted([
      [0, 50],
      [1, 40],
      [2, 10],
    ] as const),
    dates: random.weighted([
      ['iso', 50],
      ['slashes', 15],
      ['chinese', 10],
      ['serial', 25],
    ] as const),
    hasDropDowns: random.chance(0.7),
    blankRows: random.chance(0.25) ? random.pick([50, 100, 200]) : 0,
    star: random.chance(0.3),
  };
}
