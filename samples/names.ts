/** Names of made-up people, put together from common surnames and characters; nobody is meant. */
import type { Random } from './random.ts';

const surnames: readonly (readonly [string, number])[] = [
  ...Array.from('王李张刘').map((name) => [name, 60] as const),
  ...Array.from('陈杨孙赵徐马').map((name) => [name, 25] as const),
  ...Array.from('高宋于胡郭朱周韩曹吕').map((name) => [name, 12] as const),
  ...Array.from('姜孟崔吴田任冯邵丁隋袁谭董秦逄庄毕尹宫初曲').map((name) => [name, 5] as const),
  ...['欧阳', '司马', '公孙', '诸葛', '上官'].map((name) => [name, 1] as const),
];
const maleCharacters = Array.from('建国志强伟明军杰磊鹏涛斌凯浩宇轩博文俊峰辉亮刚勇平海波东林森旭晨阳坤岳正');
const femaleCharacters = Array.from('丽娟敏静芳燕玲秀英霞红梅雪莹晓倩楠婷洁颖慧欣怡佳琪琳萍蕾薇妍雅婧芸书月');
const eitherCharacters = Array.from('子文雨思若清安宁乐新春秋华玉瑞景云知远程');

/** Surname first, or given name and father's name with U+00B7 between. */
const dotted: readonly { readonly ethnicity: string; readonly male: string[]; readonly female: string[] }[] =
  [
    {
      ethnicity: '维吾尔族',
      male: ['艾力·买买提', '阿迪力·吐尔逊', '玉素甫·阿不都热合曼'],
      female: ['阿依古丽·买买提', '古丽娜尔·艾尼瓦尔', '热依汗古丽·阿卜杜热西提'],
    },
    {
      ethnicity: '哈萨克族',
      male: ['叶尔兰·哈力别克', '加尔肯·努尔兰'],
      female: ['阿依努尔·叶尔肯', '古丽扎提·巴合提'],
    },
    { ethnicity: '蒙古族', male: ['巴特尔·孛儿只斤'], female: ['其其格·乌云'] },
  ];

const ethnicities: readonly (readonly [string, number])[] = [
  ['汉族', 985],
  ['回族', 9],
  ['满族', 3],
  ['蒙古族', 1],
  ['朝鲜族', 1],
  ['土家族', 1],
];

export interface Named {
  readonly name: string;
  readonly ethnicity: string;
}

/** Chances of the names that break naive software; the rest are common Han names. */
export interface NameOdds {
  /** Given name and father's name with U+00B7. */
  readonly dotted: number;
  /** A character outside the Basic Multilingual Plane (U+2CC56). */
  readonly astral: number;
}
export const usualOdds: NameOdds = { dotted: 0.002, astral: 0.0005 };

/** A name with the ethnicity that goes with it. */
export function nameOf(random: Random, gender: '男' | '女', odds: NameOdds = usualOdds): Named {
  if (random.chance(odds.dotted)) {
    const { ethnicity, male, female } = random.pick(dotted);
    return { ethnicity, name: random.pick(gender === '男' ? male : female) };
  }
  const ethnicity = random.weighted(ethnicities);
  const surname = random.weighted(surnames);
  if (random.chance(odds.astral)) return { ethnicity, name: `${surname}𬱖` };
  const characters = gender === '男' ? maleCharacters : femaleCharacters;
  const last = random.pick(characters);
  if (random.chance(0.15)) return { ethnicity, name: surname + last };
  const middle = random.pick(random.chance(0.5) ? eitherCharacters : characters);
  return { ethnicity, name: surname + middle + last };
}
