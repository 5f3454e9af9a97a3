/** Yes or no, in the words that schools use; nothing is ever assumed for a blank. */
import { folded } from '../text.ts';
import type { CellParser } from './cell-parser.ts';

/** Says whether a sign is drawn as text or as a picture: ✔️ is ✔. */
const SIGN_STYLE = /[\ufe0e\ufe0f]/g;

const meanings = new Map<string, boolean>([
  ...['是', '√', '✓', '✔', '☑', '1', 'y', 'yes', 'true', '有', '对', '乡村', '乡村教师', '农村'].map(
    (word) => [word, true] as const,
  ),
  ...[
    '否',
    '×',
    '✗',
    '✘',
    '✕',
    'x',
    '0',
    'n',
    'no',
    'false',
    '无',
    '不是',
    '非',
    '非乡村',
    '城镇',
    '城市',
  ].map((word) => [word, false] as const),
]);

export const yesOrNo: CellParser = (text, _cell, report) => {
  if (text === '是') return true;
  if (text === '否') return false;
  const meaning = meanings.get(folded(text).replace(SIGN_STYLE, ''));
  if (meaning === undefined) {
    report('bad-yes-no');
    return null;
  }
  report('alias-normalised', { found: text, to: meaning ? '是' : '否' });
  return meaning;
};
