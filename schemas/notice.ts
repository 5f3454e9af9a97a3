/** Notices: what the people of a unit are told inside the product, by kind. */
import type { Params, Words } from './language.ts';

interface NoticeFacts {
  readonly words: Words;
  /** Whether the unit has something to do about it. */
  readonly asks: boolean;
}

/** Parameters are ids, codes, counts and names of units: a notice holds nothing personal and nothing that somebody typed. */
export const noticeKinds = {
  'upload-returned': {
    words: {
      zh: '文件被退回（回执 {receipt}），请查看原因、修改后再提交',
      en: 'Your file was returned (receipt {receipt}): read why, mend it and submit it again',
    },
    asks: true,
  },
  'set-applied': {
    words: {
      zh: '上报的信息已入库（回执 {receipt}）：新增 {added} 人，修改 {updated} 人，核实 {verified} 人',
      en: 'Your file is in the registry (receipt {receipt}): {added} added, {updated} changed, {verified} confirmed',
    },
    asks: false,
  },
  'undo-applied': {
    words: {
      zh: '上级撤销了一次入库（回执 {receipt}），{updated} 人恢复为原来的信息',
      en: 'The unit above has undone a file (receipt {receipt}); {updated} people are as before',
    },
    asks: false,
  },
  'transfer-proposed': {
    words: {
      zh: '有一项调动待办：{from} → {to}',
      en: 'A transfer is proposed: {from} → {to}',
    },
    asks: true,
  },
  'transfer-carried-out': {
    words: { zh: '调动已办理：{from} → {to}', en: 'A transfer was carried out: {from} → {to}' },
    asks: false,
  },
  'transfer-declined': {
    words: { zh: '调动未获同意：{from} → {to}', en: 'A transfer was declined: {from} → {to}' },
    asks: true,
  },
  'pulled-in': {
    words: {
      zh: '{to}从离职库调入 1 位教师（原单位 {from}）',
      en: '{to} took in a departed teacher (before: {from})',
    },
    asks: false,
  },
  'handover-asked': {
    words: {
      zh: '{unit}的账号“{username}”申请移交，请处理',
      en: '{unit} asks to hand over the account "{username}"',
    },
    asks: true,
  },
  'handover-declined': {
    words: {
      zh: '账号“{username}”的移交申请未获同意',
      en: 'The handover of the account "{username}" was declined',
    },
    asks: false,
  },
  'submission-submitted': {
    words: { zh: '{unit}已上报“{step}”，请审核', en: '{unit} has submitted "{step}"; please review it' },
    asks: true,
  },
  'submission-returned': {
    words: {
      zh: '“{step}”的上报被退回，请查看原因、修改后重新上报',
      en: 'Your submission of "{step}" was returned: read why, mend it and submit again',
    },
    asks: true,
  },
  'submission-accepted': {
    words: { zh: '“{step}”的上报已通过', en: 'Your submission of "{step}" was accepted' },
    asks: false,
  },
  'submission-reopened': {
    words: {
      zh: '上级重新开放了“{step}”的上报，请修改后重新上报',
      en: 'The unit above has reopened your submission of "{step}": mend it and submit again',
    },
    asks: true,
  },
  'submission-excused': {
    words: { zh: '“{step}”已免报，不需要再上报', en: 'You are excused from submitting "{step}"' },
    asks: false,
  },
  'submission-unexcused': {
    words: { zh: '“{step}”不再免报，请按时上报', en: 'You are no longer excused: please submit "{step}"' },
    asks: true,
  },
  'enrolment-released': {
    words: {
      zh: '{by}取消了本单位 {count} 位教师的报名，请查看原因，重新报名或说明不报名的原因',
      en: '{by} has released the enrolment of {count} of your teachers: read why, enrol them again or say why not',
    },
    asks: true,
  },
  'enrolment-followed': {
    words: {
      zh: '{count} 位教师的报名随人事变动转移：{from} → {to}',
      en: 'The enrolment of {count} teachers went along with their move: {from} → {to}',
    },
    asks: false,
  },
  'enrolment-ended': {
    words: {
      zh: '{unit}有 {count} 位教师因调出或离职，报名已自动取消',
      en: 'The enrolment of {count} teachers of {unit} ended, since they moved or left',
    },
    asks: false,
  },
  'enrolment-restored': {
    words: {
      zh: '{count} 位教师恢复在职，此前的报名已恢复：{to}',
      en: '{count} teachers are in service again and enrolled as before: {to}',
    },
    asks: false,
  },
  'experts-proposed': {
    words: {
      zh: '{unit}推荐了 {count} 位专家，请确定或不予采用',
      en: '{unit} proposes {count} experts: decide or decline them',
    },
    asks: true,
  },
  'experts-withdrawn': {
    words: {
      zh: '{unit}撤回了 {count} 位专家的推荐',
      en: '{unit} has taken back {count} of its proposed experts',
    },
    asks: false,
  },
  'experts-decided': {
    words: {
      zh: '{unit}确定了本单位推荐的 {count} 位专家',
      en: '{unit} has put {count} of your proposed experts on the team',
    },
    asks: false,
  },
  'experts-declined': {
    words: {
      zh: '{unit}对本单位推荐的 {count} 位专家不予采用，请查看理由，可另行推荐',
      en: '{unit} has declined {count} of your proposed experts: read why; you may propose others',
    },
    asks: true,
  },
  'experts-removed': {
    words: {
      zh: '{unit}撤下了本单位推荐的 {count} 位专家，请查看，可另行推荐',
      en: '{unit} has taken {count} of your proposed experts off the team: you may propose others',
    },
    asks: true,
  },
  opened: {
    words: {
      zh: '{unit}已开放报名：{stages}',
      en: '{unit} has opened enrolment: {stages}',
    },
    asks: true,
  },
  'opening-closed': {
    words: {
      zh: '{unit}关闭了报名：{stages}',
      en: '{unit} has closed enrolment: {stages}',
    },
    asks: false,
  },
  'extension-asked': {
    words: {
      zh: '{unit}申请延期至 {until}，请处理',
      en: '{unit} asks for more time until {until}: please decide',
    },
    asks: true,
  },
  'extension-withdrawn': {
    words: { zh: '{unit}撤回了延期申请', en: '{unit} has withdrawn its request for more time' },
    asks: false,
  },
  'extension-granted': {
    words: {
      zh: '{by}同意延期：截止日期改为 {until}（含当日）',
      en: '{by} has granted more time: the last day is now {until}',
    },
    asks: true,
  },
  'extension-granted-below': {
    words: {
      zh: '{by}同意{unit}延期至 {until}（含当日）',
      en: '{by} has granted {unit} more time until {until}',
    },
    asks: false,
  },
  'extension-refused': {
    words: {
      zh: '延期申请未获同意，请查看原因',
      en: 'Your request for more time was refused: read why',
    },
    asks: true,
  },
  'extension-revoked': {
    words: {
      zh: '{by}收回了延期，请查看现在的截止日期',
      en: '{by} has revoked the extension: see which day is the last now',
    },
    asks: true,
  },
  reminder: {
    words: {
      zh: '{unit}催报：请尽快完成教师信息上报（截止日期：{deadline}）',
      en: 'A reminder from {unit}: please submit your teacher information soon (last day: {deadline})',
    },
    asks: true,
  },
  'reminder-area': {
    words: {
      zh: '{unit}催报：辖区内还有 {count} 个单位没有上报教师信息（截止日期：{deadline}）',
      en: 'A reminder from {unit}: {count} units in your area have not submitted (last day: {deadline})',
    },
    asks: true,
  },
  'reminder-enrolment': {
    words: {
      zh: '{unit}催报：请尽快完成参训报名并上报（截止日期：{deadline}）',
      en: 'A reminder from {unit}: please enrol your teachers and submit soon (last day: {deadline})',
    },
    asks: true,
  },
  'reminder-enrolment-area': {
    words: {
      zh: '{unit}催报：辖区内还有 {count} 个单位没有上报参训报名（截止日期：{deadline}）',
      en: 'A reminder from {unit}: {count} units in your area have not submitted enrolment (last day: {deadline})',
    },
    asks: true,
  },
  'account-locked': {
    words: {
      zh: '{unit}有账号因多次登录失败被暂时锁定；本人打不开时，可在账号页重置',
      en: 'An account of {unit} is locked for a while after many wrong tries; reset it if its owner can not come in',
    },
    asks: false,
  },
  'unit-closed': {
    words: { zh: '“{unit}”已撤销', en: '"{unit}" was closed' },
    asks: false,
  },
  'unit-merged': {
    words: {
      zh: '“{unit}”已并入“{to}”，转入在职教师 {count} 人',
      en: '"{unit}" was merged into "{to}"; {count} teachers in service moved',
    },
    asks: false,
  },
  'unit-moved': {
    words: {
      zh: '“{unit}”已从“{from}”划转到“{to}”',
      en: '"{unit}" was moved from "{from}" to "{to}"',
    },
    asks: false,
  },
} as const satisfies Record<string, NoticeFacts>;
export type NoticeKind = keyof typeof noticeKinds;
export const noticeKindOrder = Object.keys(noticeKinds) as NoticeKind[];

export interface NewNotice {
  /** Id of the unit whose people are told. */
  readonly unit: string;
  readonly kind: NoticeKind;
  readonly params?: Params;
  /** Path of this site where it can be looked at or acted on. */
  readonly href: string;
}
