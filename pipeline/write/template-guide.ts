/** Writes the guide sheet of a template: the steps, and what each column takes. Two cells a row, so that it is no table. */
import type { Workbook } from 'exceljs';
import type { SheetDefinition } from '../../schemas/column.ts';
import { heightOf, linesOf } from './lines.ts';
import { guideHeadingStyle, guideStyle, heights, titleStyle } from './template-look.ts';
import { guideColumns, guideTitle, stepsOf } from './template-words.ts';

/** Of the text column, in characters. */
const TEXT_WIDTH = 110;
const LINE_POINTS = 15;

export function writeGuide(workbook: Workbook, definition: SheetDefinition): void {
  const sheet = workbook.addWorksheet(guideTitle.zh, { views: [{ showGridLines: false }] });
  sheet.columns = [{ width: 22 }, { width: TEXT_WIDTH }];
  const title = sheet.addRow([`${definition.title.zh} · ${guideTitle.zh} ${guideTitle.en}`]);
  title.height = heights.title;
  title.getCell(1).style = titleStyle;
  const steps = stepsOf(definition).map(
    ({ head, text }) => [`${head.zh}\n${head.en}`, `${text.zh}\n${text.en}`] as const,
  );
  for (const [head, text] of [...steps, ['', ''] as const, ...guideColumns(definition)]) {
    const row = sheet.addRow([head, text]);
    row.height = heightOf(Math.max(linesOf(head, TEXT_WIDTH), linesOf(text, TEXT_WIDTH)), LINE_POINTS);
    row.getCell(1).style = guideHeadingStyle;
    row.getCell(2).style = guideStyle;
  }
  sheet.pageSetup = {
    ...{ paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  };
}
