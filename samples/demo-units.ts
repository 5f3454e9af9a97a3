/** The units of the demo province, written by hand: every kind of unit that behaves differently somewhere. */
import type { Stage } from '../schemas/subject.ts';
import {
  type SchoolKind,
  type Sector,
  schoolKinds,
  type UnitKind,
  type UrbanRuralClass,
} from '../schemas/unit.ts';

export interface DemoUnitPlan {
  readonly code: string;
  readonly parent_code: string;
  readonly kind: UnitKind;
  readonly name: string;
  readonly school_kind: SchoolKind | null;
  readonly stages: readonly Stage[];
  readonly sector: Sector | null;
  readonly urban_rural_class: UrbanRuralClass | null;
  readonly licence_no: string | null;
  readonly township: string | null;
  /** Teachers in service, in the order of `stages`; one number for institutions. */
  readonly teachers: readonly number[];
}

interface Extras {
  readonly sector?: Sector;
  readonly township?: string;
  readonly licence?: string;
}

function school(
  code: string,
  parent_code: string,
  name: string,
  school_kind: SchoolKind,
  urban_rural_class: UrbanRuralClass,
  teachers: readonly number[],
  { sector = '公办', township, licence }: Extras = {},
): DemoUnitPlan {
  const stages = schoolKinds.find((kind) => kind.value === school_kind)?.stages ?? [];
  return {
    code,
    parent_code,
    kind: 'school',
    name,
    school_kind,
    stages,
    sector,
    urban_rural_class,
    licence_no: licence ?? null,
    township: township ?? null,
    teachers,
  };
}

/** A zone or an institution: no official code, so a local one that starts with a letter. */
function other(code: string, parent_code: string, kind: UnitKind, name: string, teachers = 0): DemoUnitPlan {
  const none = { school_kind: null, stages: [], sector: null, urban_rural_class: null };
  const facts = { code, parent_code, kind, name, licence_no: null, township: null };
  return { ...facts, ...none, teachers: [teachers] };
}

const lixia: readonly DemoUnitPlan[] = [
  school('2137000101', '370102', '历下区实验小学', '211', '111', [48], { township: '泉城路街道' }),
  school('2137000102', '370102', '历下区泉畔小学', '211', '111', [36], { township: '大明湖街道' }),
  school('2137000103', '370102', '历下区甸柳第三小学', '211', '111', [30], { township: '甸柳新村街道' }),
  school('2137000104', '370102', '历下区青禾双语小学', '211', '112', [22], {
    sector: '民办',
    township: '龙洞街道',
  }),
  school('3137000101', '370102', '历下区明泉初级中学', '311', '111', [58], { township: '文东街道' }),
  school('3137000102', '370102', '历下区龙洞初级中学', '311', '112', [40], { township: '龙洞街道' }),
  school('3137000103', '370102', '历下区舜泽学校', '312', '111', [26, 22], { township: '姚家街道' }),
  school('3437000101', '370102', '历下区泉城完全中学', '341', '111', [30, 34], { township: '建筑新村街道' }),
  school('1137000101', '370102', '历下区第一幼儿园', '111', '111', [24], { licence: '鲁幼370102-0001' }),
  school('1137000102', '370102', '历下区燕山幼儿园', '111', '111', [15], { licence: '鲁幼370102-0002' }),
  school('1137000103', '370102', '历下区小星星幼儿园', '111', '112', [11], {
    sector: '民办',
    licence: '鲁幼370102-0015',
  }),
  school('1137000104', '370102', '历下区杏花幼儿园', '111', '112', [9], { sector: '民办' }),
  other('Y370102', '370102', 'research_institute', '历下区教育教学研究中心', 12),
];

const shanghe: readonly DemoUnitPlan[] = [
  school('2137000201', '370126', '商河县第一实验小学', '211', '121', [45], { township: '许商街道' }),
  school('2137000202', '370126', '商河县玉皇庙镇中心小学', '211', '121', [26], { township: '玉皇庙镇' }),
  school('2137000203', '370126', '商河县怀仁镇中心小学', '211', '210', [18], { township: '怀仁镇' }),
  school('2137000204', '370126', '商河县白桥镇中心小学', '211', '220', [16], { township: '白桥镇' }),
  school('2137000205', '370126', '商河县怀仁镇柳河教学点', '218', '220', [4], { township: '怀仁镇' }),
  school('2137000206', '370126', '商河县殷巷镇杨庄教学点', '218', '220', [3], { township: '殷巷镇' }),
  school('3137000201', '370126', '商河县清源九年一贯制学校', '312', '122', [24, 20], {
    township: '许商街道',
  }),
  school('3137000202', '370126', '商河县第二初级中学', '311', '121', [42], { township: '许商街道' }),
  school('3137000203', '370126', '商河县怀仁镇初级中学', '311', '210', [24], { township: '怀仁镇' }),
  school('3437000201', '370126', '商河县高级中学', '342', '121', [60], { township: '许商街道' }),
  school('1137000201', '370126', '商河县机关幼儿园', '111', '121', [20], { licence: '鲁幼370126-0001' }),
  school('1137000202', '370126', '商河县怀仁镇中心幼儿园', '111', '210', [9], {
    licence: '鲁幼370126-0006',
    township: '怀仁镇',
  }),
  school('1137000203', '370126', '商河县柳河村幼儿园', '111', '220', [4], {
    sector: '民办',
    licence: '鲁幼370126-0021',
    township: '怀仁镇',
  }),
  other('P370126', '370126', 'training_institute', '商河县教师进修学校', 8),
];

const jiaozhou: readonly DemoUnitPlan[] = [
  school('2137000301', '370281', '胶州市三里河小学', '211', '111', [40], { township: '三里河街道' }),
  school('2137000302', '370281', '胶州市胶莱镇中心小学', '211', '210', [22], { township: '胶莱镇' }),
  school('2137000303', '370281', '胶州市里岔镇中心小学', '211', '220', [17], { township: '里岔镇' }),
  school('2137000304', '370281', '胶州市里岔镇南山教学点', '218', '220', [4], { township: '里岔镇' }),
  school('3137000301', '370281', '胶州市第四初级中学', '311', '111', [46], { township: '阜安街道' }),
  school('3137000302', '370281', '胶州市洋河镇学校', '312', '210', [20, 18], { township: '洋河镇' }),
  school('3437000301', '370281', '胶州市第五完全中学', '341', '112', [28, 36], { township: '九龙街道' }),
  school('3437000302', '370281', '胶州市实验高级中学', '342', '111', [70], { township: '中云街道' }),
  school('1137000301', '370281', '胶州市中心幼儿园', '111', '111', [22], { licence: '鲁幼370281-0001' }),
  school('1137000302', '370281', '胶州市蓓蕾幼儿园', '111', '112', [12], {
    sector: '民办',
    licence: '鲁幼370281-0009',
  }),
  school('1137000303', '370281', '胶州市胶莱镇幼儿园', '111', '210', [8], {
    licence: '鲁幼370281-0014',
    township: '胶莱镇',
  }),
  other('P370281', '370281', 'training_institute', '胶州市教师进修学校', 10),
  other('Y370281', '370281', 'research_institute', '胶州市教育研究室', 9),
];

const jinanAndItsZone: readonly DemoUnitPlan[] = [
  other('Z370191', '370100', 'functional_zone', '济南高新区'),
  school('3437000401', 'Z370191', '济南高新区遥望学校', '345', '112', [28, 24, 20], { sector: '民办' }),
  school('3137000401', 'Z370191', '济南高新区东城初级中学', '311', '111', [34]),
  school('2137000401', 'Z370191', '济南高新区丰泽小学', '211', '111', [32]),
  school('1137000401', 'Z370191', '济南高新区丰泽幼儿园', '111', '111', [14], {
    licence: '鲁幼370191-0001',
  }),
  school('3437000501', '370100', '济南市清照高级中学', '342', '111', [88]),
  other('Y370100', '370100', 'research_institute', '济南市教育教学研究院', 14),
];

const elsewhere: readonly DemoUnitPlan[] = [
  school('3437000502', '370200', '青岛市滨海高级中学', '342', '111', [64]),
  school('2137000601', '370202', '市南区观海小学', '211', '111', [12]),
  school('3137000601', '370602', '芝罘区海晏初级中学', '311', '111', [14]),
  school('2137000602', '370705', '奎文区鸢都小学', '211', '111', [16]),
  school('1137000601', '370811', '任城区太白幼儿园', '111', '112', [7], {
    sector: '民办',
    licence: '鲁幼370811-0003',
  }),
  school('2137000603', '371302', '兰山区沂河小学', '211', '112', [18]),
  school('3137000602', '371302', '兰山区白沙埠镇初级中学', '311', '210', [12], { township: '白沙埠镇' }),
  school('2137000604', '371402', '德城区运河小学', '211', '111', [10]),
  school('3437000601', '371502', '东昌府区水城高级中学', '342', '111', [30]),
  school('2137000605', '371702', '牡丹区曹州小学', '211', '121', [12]),
  school('2137000606', '371702', '牡丹区黄堽镇李庄教学点', '218', '220', [3], { township: '黄堽镇' }),
  school('1137000602', '371721', '曹县青荷幼儿园', '111', '122', [6], { licence: '鲁幼371721-0008' }),
];

/** In the order of the file; parents before children. */
export const demoUnits: readonly DemoUnitPlan[] = [
  ...lixia,
  ...shanghe,
  ...jiaozhou,
  ...jinanAndItsZone,
  ...elsewhere,
];

/** Long enough, of four classes, and the same for all: it guards made-up people only. */
export const demoPassword = 'Muster-Demo-2026';

/** Who signs in to the demo, and at which unit. */
export const demoLogins: readonly (readonly [username: string, unit_code: string])[] = [
  ['sd', '370000'],
  ['jinan', '370100'],
  ['qingdao', '370200'],
  ['lixia', '370102'],
  ['shanghe', '370126'],
  ['jiaozhou', '370281'],
  ['gaoxin', 'Z370191'],
  ['lixia-sy', '2137000101'],
  ['lixia-mq', '3137000101'],
  ['lixia-yey', '1137000101'],
  ['lixia-xh', '1137000104'],
  ['lixia-jy', 'Y370102'],
  ['shanghe-jn', '3137000201'],
  ['shanghe-lh', '2137000205'],
  ['jiaozhou-wz', '3437000301'],
  ['jiaozhou-sl', '2137000301'],
  ['jiaozhou-jx', 'P370281'],
  ['gaoxin-yw', '3437000401'],
  ['jinan-qz', '3437000501'],
];
