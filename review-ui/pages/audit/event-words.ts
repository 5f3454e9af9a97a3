/** What an event is called: words for every subject and every action on it, and where the subject is looked at. */
import type { AuditLine, EventKind } from '../../../database/audit-search.ts';
import type { CampaignStep } from '../../../schemas/campaign.ts';
import type { Words } from '../../../schemas/language.ts';
import { submissionId } from '../../../schemas/submission.ts';

interface SubjectWords {
  readonly words: Words;
  readonly actions: Readonly<Record<string, Words>>;
  /** Actions by which somebody got to see people's data. */
  readonly seen?: readonly string[];
  readonly href?: (line: Pick<AuditLine, 'subject_id' | 'unit_id' | 'detail'>) => string;
}

const exported = {
  begin: { zh: '开始导出', en: 'began an export' },
  finish: { zh: '导出', en: 'exported' },
} as const;

export const subjects: Readonly<Record<string, SubjectWords>> = {
  upload: {
    words: { zh: '文件', en: 'File' },
    actions: {
      receive: { zh: '接收', en: 'received' },
      refuse: { zh: '无法读取', en: 'could not be read' },
      'find-errors': { zh: '校验发现错误', en: 'checked, with errors' },
      'find-clean': { zh: '校验通过', en: 'checked, clean' },
      'find-clean-again': { zh: '重新校验通过', en: 'checked again, clean' },
      fail: { zh: '处理失败', en: 'processing failed' },
      retry: { zh: '重试', en: 'tried again' },
      recheck: { zh: '重新校验', en: 'asked for another check' },
      mend: { zh: '在线修改', en: 'mended in the browser' },
      'match-columns': { zh: '确认列的对应关系', en: 'said what columns are' },
      'answer-missing': { zh: '答复未出现的教师', en: 'answered for missing teachers' },
      submit: { zh: '提交', en: 'submitted' },
      withdraw: { zh: '撤回', en: 'withdrawn' },
      decide: { zh: '逐条审核', en: 'decided on changes' },
      return: { zh: '退回', en: 'returned' },
      approve: { zh: '完成审核', en: 'review closed' },
      apply: { zh: '入库', en: 'applied to the registry' },
      stale: { zh: '登记已变，重新校验', en: 'registry had moved, checked anew' },
      revert: { zh: '申请撤销入库', en: 'undo asked for' },
      supersede: { zh: '被新文件取代', en: 'superseded by a newer file' },
      'delete-file': { zh: '保存期满，删除文件', en: 'file deleted after its time' },
      'download-annotated': { zh: '下载标注后的表格', en: 'downloaded with its findings' },
    },
    seen: ['download-annotated'],
    href: ({ subject_id }) => `/uploads/${subject_id}`,
  },
  bundle: {
    words: { zh: '压缩包', en: 'Archive' },
    actions: {
      receive: { zh: '接收', en: 'received' },
      route: { zh: '为文件选择学校', en: 'school chosen for a file' },
    },
    href: ({ subject_id }) => `/bundles/${subject_id}`,
  },
  teacher: {
    words: { zh: '教师', en: 'Teacher' },
    actions: {
      reveal: { zh: '查看完整号码', en: 'whole numbers shown' },
      'departed-pool-search': { zh: '按证件查找', en: 'looked for by document' },
    },
    seen: ['reveal', 'departed-pool-search'],
    href: ({ subject_id }) => `/teachers/${subject_id}`,
  },
  transfer: {
    words: { zh: '调动', en: 'Transfer' },
    actions: {
      propose: { zh: '申请', en: 'proposed' },
      'propose-again': { zh: '再次申请', en: 'proposed again' },
      confirm: { zh: '另一方确认', en: 'confirmed by the other side' },
      'carry-out': { zh: '办理', en: 'carried out' },
      decline: { zh: '不同意', en: 'declined' },
      withdraw: { zh: '撤回', en: 'withdrawn' },
    },
    href: ({ subject_id }) => `/transfers/${subject_id}`,
  },
  unit: {
    words: { zh: '单位', en: 'Unit' },
    actions: {
      add: { zh: '新增', en: 'added' },
      change: { zh: '变更', en: 'changed' },
      move: { zh: '划转', en: 'moved' },
      release: { zh: '下级单位划出', en: 'a unit below left' },
      close: { zh: '撤销', en: 'closed' },
      reopen: { zh: '恢复', en: 'reopened' },
      merge: { zh: '并入其他单位', en: 'merged into another' },
      absorb: { zh: '接收并入的单位', en: 'took over another' },
      split: { zh: '分设出新单位', en: 'split off another' },
      'split-from': { zh: '由其他单位分设', en: 'split from another' },
      'download-template': { zh: '下载预填模板', en: 'prefilled template downloaded' },
    },
    seen: ['download-template'],
    href: ({ subject_id }) => `/units/${subject_id}`,
  },
  account: {
    words: { zh: '账号', en: 'Account' },
    actions: {
      create: { zh: '创建', en: 'made' },
      disable: { zh: '停用', en: 'disabled' },
      enable: { zh: '启用', en: 'enabled' },
      reset: { zh: '重置密码', en: 'password reset' },
      'set-password': { zh: '由系统设置密码', en: 'password set by the operator' },
      'change-password': { zh: '修改密码', en: 'password changed' },
      'set-code': { zh: '开启动态验证码', en: 'one-time codes set up' },
      'renew-recovery-codes': { zh: '更换恢复码', en: 'recovery codes renewed' },
      'use-recovery-code': { zh: '使用恢复码', en: 'recovery code used' },
      'remove-code': { zh: '解除动态验证码', en: 'one-time codes taken off' },
      'ask-hand-over': { zh: '申请移交', en: 'handover asked for' },
      'take-back-hand-over': { zh: '撤回移交申请', en: 'request for a handover taken back' },
      'decline-hand-over': { zh: '不同意移交', en: 'handover declined' },
      'hand-over': { zh: '移交给新管理员', en: 'handed over' },
      'end-visit': { zh: '结束一个登录', en: 'one visit ended' },
      'end-visits': { zh: '退出全部登录', en: 'signed out everywhere' },
      'make-token': { zh: '新建访问令牌', en: 'access token made' },
      'revoke-token': { zh: '吊销访问令牌', en: 'access token revoked' },
      lock: { zh: '多次输错，锁定', en: 'locked after wrong passwords' },
    },
  },
  key: {
    words: { zh: '加密密钥', en: 'Encryption key' },
    actions: {
      announce: { zh: '启用新版本', en: 'new version announced' },
      rewrap: { zh: '更换主密钥', en: 'wrapped for another secret' },
      retire: { zh: '销毁旧版本', en: 'former version retired' },
    },
  },
  campaign: {
    words: { zh: '项目', en: 'Campaign' },
    actions: { add: { zh: '新建', en: 'added' } },
    href: ({ subject_id }) => `/campaigns/${subject_id}`,
  },
  opening: {
    words: { zh: '报名开放', en: 'Opening' },
    actions: {
      open: { zh: '开放学段', en: 'stage opened' },
      close: { zh: '关闭学段', en: 'stage closed' },
    },
    href: ({ subject_id }) => `/campaigns/${subject_id}/openings`,
  },
  extension: {
    words: { zh: '延期', en: 'Extension' },
    actions: {
      request: { zh: '申请', en: 'asked for' },
      grant: { zh: '同意', en: 'granted' },
      refuse: { zh: '不同意', en: 'refused' },
      withdraw: { zh: '撤回申请', en: 'withdrawn' },
      revoke: { zh: '收回', en: 'revoked' },
    },
  },
  submission: {
    words: { zh: '上报', en: 'Submission' },
    actions: {
      submit: { zh: '上报', en: 'submitted' },
      withdraw: { zh: '撤回', en: 'withdrawn' },
      accept: { zh: '接受', en: 'accepted' },
      return: { zh: '退回', en: 'returned' },
      reopen: { zh: '重新打开', en: 'reopened' },
      excuse: { zh: '免报', en: 'excused' },
      unexcuse: { zh: '取消免报', en: 'no longer excused' },
      lock: { zh: '随上级上报锁定', en: 'locked by the submission above' },
      unlock: { zh: '解除锁定', en: 'unlocked' },
    },
    href: ({ unit_id, detail: { campaign_id, step } }) =>
      `/submissions/${submissionId({ campaign_id: String(campaign_id), step: step as CampaignStep, unit_id })}`,
  },
  reminder: {
    words: { zh: '催报', en: 'Reminder' },
    actions: { remind: { zh: '发出', en: 'sent' } },
  },
  enrolment: {
    words: { zh: '报名', en: 'Enrolment' },
    actions: {
      enrol: { zh: '报名', en: 'enrolled' },
      change: { zh: '更改学科', en: 'subject changed' },
      release: { zh: '取消报名', en: 'released' },
      follow: { zh: '随人转移', en: 'went along with the teacher' },
      end: { zh: '因离开取消', en: 'ended as the teacher left' },
      restore: { zh: '恢复', en: 'restored' },
      excuse: { zh: '登记不参训原因', en: 'excused' },
    },
    href: ({ subject_id }) => `/enrolments/${subject_id}`,
  },
  'enrolment-excuse': {
    words: { zh: '不参训', en: 'Excuse' },
    actions: { excuse: { zh: '登记原因', en: 'reason given' } },
    href: ({ subject_id }) => `/teachers/${subject_id}`,
  },
  expert: {
    words: { zh: '专家', en: 'Experts' },
    actions: {
      propose: { zh: '推荐', en: 'proposed' },
      decide: { zh: '确定', en: 'decided' },
      decline: { zh: '不予采用', en: 'declined' },
      withdraw: { zh: '撤回推荐', en: 'withdrawn' },
      remove: { zh: '撤下', en: 'taken off' },
    },
  },
  'staffing-plan': {
    words: { zh: '专家配比方案', en: 'Staffing plan' },
    actions: {
      computed: { zh: '计算', en: 'computed' },
      moved: { zh: '手工调整', en: 'moved by hand' },
      assigned: { zh: '分配专家', en: 'experts assigned' },
      publish: { zh: '发布', en: 'published' },
      unpublish: { zh: '撤回发布', en: 'no longer published' },
    },
    href: ({ subject_id }) => `/staffing/${subject_id}`,
  },
  export: {
    words: { zh: '导出文件', en: 'Export' },
    actions: {
      ask: { zh: '申请导出', en: 'asked for' },
      write: { zh: '生成', en: 'written' },
      fail: { zh: '未能生成', en: 'could not be written' },
      retry: { zh: '重新生成', en: 'asked for again' },
      download: { zh: '下载', en: 'downloaded' },
      delete: { zh: '删除文件', en: 'file deleted' },
      expire: { zh: '保存期满，删除文件', en: 'file deleted after its time' },
    },
    seen: ['download'],
    href: ({ subject_id }) => `/exports/${subject_id}`,
  },
  // What exports left before they were kept as files; comparisons still do.
  'roster-export': { words: { zh: '教师名册', en: 'Roster' }, actions: exported, seen: ['finish'] },
  'enrolment-export': {
    words: { zh: '报名名册', en: 'Enrolment roster' },
    actions: exported,
    seen: ['finish'],
  },
  'comparison-export': { words: { zh: '名册比较', en: 'Comparison' }, actions: exported, seen: ['finish'] },
  'expert-export': { words: { zh: '专家名单', en: 'Expert list' }, actions: exported, seen: ['finish'] },
  'staffing-export': { words: { zh: '配比方案', en: 'Staffing plan' }, actions: exported, seen: ['finish'] },
  registry: {
    words: { zh: '登记库', en: 'Registry' },
    actions: {
      'back-up': { zh: '备份', en: 'backed up' },
      restore: { zh: '从备份恢复', en: 'restored from a backup' },
    },
  },
  audit: {
    words: { zh: '审计记录', en: 'Audit trail' },
    actions: { export: { zh: '导出', en: 'exported' } },
  },
};

/** By which people's data was seen. */
export const seenKinds: readonly EventKind[] = Object.entries(subjects).flatMap(([subject, { seen = [] }]) =>
  seen.map((action) => ({ subject, action })),
);

/** An action that nobody has words for yet shows its code rather than nothing. */
export const actionWords = ({ subject, action }: EventKind): Words =>
  subjects[subject]?.actions[action] ?? { zh: action, en: action };
export const subjectWords = (subject: string): Words =>
  subjects[subject]?.words ?? { zh: subject, en: subject };
export const hrefOf = (line: AuditLine): string | null =>
  line.subject_id === null ? null : (subjects[line.subject]?.href?.(line) ?? null);
