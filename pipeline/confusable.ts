/** Characters that are taken for one another, by the eye or by a scanner; each group is as good as its first member. */

/** In people's names. */
const inNames =
  '己已巳 末未 曰日 戊戌戍戎 土士 人入八 干千于 天夭 贝见 大太犬 田由甲申 午牛 矢失 刀力 令今 冶治 冼洗 晴睛 ' +
  '免兔 乌鸟 侯候 佳隹 暧暖 崇祟 祗祇祉 壁璧 赢羸嬴 芊芋 栗粟 陕狭 峰峯 群羣 钟锺鍾 昇升 堃坤 祎袆 彧或 莹萤荧 烨晔 ' +
  '钧钓 铃玲 玫玖 弛驰 泠冷 扬杨 淇琪 竞竟 汩汨 拔拨';
/** In document numbers. */
const inNumbers = '0OQ 1IL 2Z 5S 8B';

function table(groups: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const group of groups.split(' ')) {
    const [first = '', ...others] = group;
    const head = found.get(first) ?? first;
    for (const other of others) if (!found.has(other) && other !== head) found.set(other, head);
  }
  return found;
}
const names = table(inNames);
const numbers = table(inNumbers);

function replaced(text: string, heads: ReadonlyMap<string, string>): string {
  let found = '';
  let isChanged = false;
  for (const character of text) {
    const head = heads.get(character);
    isChanged ||= head !== undefined;
    found += head ?? character;
  }
  return isChanged ? found : text;
}

/** Equal for names that look alike. */
export const nameForEye = (name: string): string => replaced(name, names);
/** Equal for numbers that look alike; expects capitals. */
export const numberForEye = (number: string): string => replaced(number, numbers);

/** The character and all that it may be taken for in a name. */
export function lookalikesOf(character: string): string[] {
  const head = names.get(character) ?? character;
  const others = [...names].flatMap(([other, its]) => (its === head ? [other] : []));
  return [...new Set([character, head, ...others])];
}
