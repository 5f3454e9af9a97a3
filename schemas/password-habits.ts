/** Habits: what people, and those who guess, make passwords of; left without them, a password has to hold something yet. */

/** Taken out as they stand, the longer ones first. Words of other lists have to be the whole of a password. */
const runs = [
  ...['qwertyuiop', 'asdfghjkl', 'zxcvbnm', '1234567890', '0987654321', 'abcdefghijklmnopqrstuvwxyz'],
  ...['1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p', 'qazwsxedcrfvtgbyhnujmikolp', '!@#$%^&*()'],
];
/** Numbers that are read as words: 我爱你, 一生一世, 我爱你一生一世; and others that everybody knows. */
const numbers = [
  '5201314',
  '1314520',
  '5211314',
  '1314521',
  '520',
  '521',
  '1314',
  '666',
  '888',
  '999',
  '007',
];
/** Words of the place, in pinyin and English: the list of leaked passwords hardly knows them. */
const words = [
  ...['woaini', 'woaiwojia', 'woaixuexi', 'iloveyou', 'nihao', 'mima', 'wodemima', 'guanliyuan', 'admin'],
  ...['laoshi', 'jiaoshi', 'xiaozhang', 'xuexiao', 'xiaoxue', 'zhongxue', 'youeryuan', 'jiaoyuju', 'jiaoyu'],
  ...['shandong', 'jinan', 'qingdao', 'zhongguo', 'china', 'beijing', 'shice', 'muster', 'teacher', 'school'],
  ...['password', 'passwd', 'welcome', 'qwerty', 'abc', 'root', 'test', 'user', 'a1b2c3', 'aa', 'wangyi'],
];
/** At the beginning, before a birthday or number: the commonest surnames in pinyin, with the initials of a given name. */
const surname =
  /^(?:zhang|wang|zhao|zhou|zhu|zheng|chen|yang|huang|liu|li|wu|xu|sun|ma|hu|guo|he|gao|lin|luo|liang|song|tang|deng|han|feng|cao|peng|zeng|xiao|tian|dong|pan|yuan|cai|jiang|yu|du|ye|cheng|wei|su|lv|ding|ren|lu|yao|shen|zhong|cui|tan|fan|wangy|shi|jia|kong|meng|qin|bai|zou|xiong|hou|long|duan|lei|qian|tao|hao)[a-z]{0,2}(?=[^a-z]|$)/;
const dates = [
  // A mobile number, then a birthday with and without its century, then a year.
  /1[3-9]\d{9}/g,
  /(?:19|20)\d{2}[-./]?(?:0?[1-9]|1[0-2])[-./]?(?:0[1-9]|[12]\d|3[01])/g,
  /\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])/g,
  /(?:19|20)\d{2}/g,
];

const shortest_run_chars = 3;
const backwards = (text: string): string => [...text].reverse().join('');

/** Pieces of a run that stand in the text, taken out: `asdf` of the second row, `321` backwards. */
function withoutRuns(text: string): string {
  let rest = '';
  for (let at = 0; at < text.length; ) {
    const chars = lengthOfRun(text.slice(at));
    if (chars >= shortest_run_chars) at += chars;
    else rest += text[at++];
  }
  return rest;
}

function lengthOfRun(text: string): number {
  const repeated = /^(.)\1*/.exec(text)?.[0].length ?? 0;
  const along = [...runs, ...runs.map(backwards)].map((run) => {
    let chars = 0;
    while (chars < text.length && run.includes(text.slice(0, chars + 1))) chars += 1;
    return chars;
  });
  return Math.max(repeated, ...along);
}

/** A sign in the place of a letter: p@ssw0rd. */
const letters: Readonly<Record<string, string>> = {
  ...{ '@': 'a', '4': 'a', '3': 'e', '1': 'i', '!': 'i', '0': 'o', $: 's', '5': 's', '7': 't' },
};
const asLetters = (text: string): string => [...text].map((sign) => letters[sign] ?? sign).join('');
/** Without the digits and signs around it: `password` of `Password2026!`. */
const core = (text: string): string => text.replace(/^[^a-z]+|[^a-z]+$/g, '');

/** What is left of a guessable password is shorter than this. */
const least_chars = 4;

/**
 * Whether somebody who guesses would come to it early: in a list, alone or dressed up with digits and signs, or made of habits alone.
 * @param isListed whether a text in small letters is in the list of common and leaked passwords
 */
export function isGuessable(password: string, isListed: (text: string) => boolean): boolean {
  const text = password.normalize('NFKC').toLowerCase();
  const dressed = [text, core(text), core(asLetters(text)), asLetters(core(text))];
  // A short word is no whole password: `own-` before other words is in the list as well.
  if (dressed.some((one) => one.length >= least_chars && isListed(one))) return true;
  if (new Set(text).size < least_chars) return true;
  const rest = [...words, ...numbers].reduce(
    (left, one) => left.replaceAll(one, ''),
    dates.reduce((left, one) => left.replaceAll(one, ''), text.replace(surname, '')),
  );
  return withoutRuns(rest).replaceAll(/[^\p{L}\p{N}]/gu, '').length < least_chars;
}
