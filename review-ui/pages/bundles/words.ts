/** Words of the pages for bundles. */
import type { UnroutedReason } from '../../../schemas/bundle.ts';
import type { Words } from '../../../schemas/language.ts';
import type { UploadState } from '../../../schemas/upload-lifecycle.ts';
import { catalogue } from '../../words.ts';

export const words = catalogue({
  title: { zh: '批量上传', en: 'Upload many schools at once' },
  link: { zh: '批量上传各校表格（.zip）', en: "Upload many schools' files (.zip)" },
  one: { zh: '压缩包 {receipt}', en: 'Archive {receipt}' },
  about: {
    zh: '把各校的表格放进一个 .zip 上传；每份表格按模板标记、学校标识码或学校名称归到学校，一份有问题不影响其他。',
    en: "Put the schools' workbooks into one .zip: stamp, school code or school name say whose each is, and a bad file spoils only itself.",
  },
  choose: { zh: '选择压缩包上传', en: 'Choose an archive' },
  drop: {
    zh: '把 .zip 拖到这里，或点击选择；选好后立即上传',
    en: 'Drop a .zip here, or choose it; it uploads at once',
  },
  accepted: {
    zh: '.zip，不超过 {limit_mib} MiB，最多 {files} 份 .xlsx、.xls 或 .csv',
    en: '.zip of at most {limit_mib} MiB with up to {files} .xlsx, .xls or .csv files',
  },
  opening: { zh: '已上传，正在拆分并归到学校', en: 'Uploaded; the files are being taken to their schools' },
  caption: { zh: '已上传的压缩包', en: 'Archives sent' },
  empty: {
    zh: '还没有上传过压缩包；上传后，每份文件的结果会列在一页上。',
    en: 'No archive has been sent yet; the results of its files will stand on one page.',
  },
  archive: { zh: '压缩包', en: 'Archive' },
  files: { zh: '文件数', en: 'Files' },
  sentBy: { zh: '上传人', en: 'Sent by' },
  filesOf: { zh: '压缩包里的文件', en: 'Files of the archive' },
  all: { zh: '全部文件', en: 'All files' },
  showAll: { zh: '查看全部文件', en: 'Show all files' },
  emptyGroup: { zh: '这里没有文件。', en: 'No file here.' },
  school: { zh: '学校', en: 'School' },
  result: { zh: '结果', en: 'Result' },
  why: { zh: '为什么', en: 'Why' },
  errors: { zh: '错误', en: 'Errors' },
  openResult: { zh: '打开结果', en: 'Open the result' },
  repeated: { zh: '与该校之前上传的文件相同', en: 'The school had sent the same file before' },
  ofUnit: {
    zh: '压缩包里有这所学校的 {count} 份文件，以最后一份为准',
    en: 'The archive holds {count} files of this school; the last one counts',
  },
  outOfScope: { zh: '学校已不在您的辖区', en: 'The school has left your scope' },
  ignored: { zh: '系统自动产生的文件，没有读取', en: 'Left behind by a system; not read' },
  unroutedTitle: {
    zh: '有 {count} 份文件不知道是哪所学校的',
    en: 'Files whose school is not known: {count}',
  },
  unroutedHint: {
    zh: '为每份文件选择学校，它就会像其他文件一样检查。',
    en: 'Choose the school of each, and it is checked like the others.',
  },
  chooseSchools: { zh: '选择学校', en: 'Choose the schools' },
  schoolOf: { zh: '“{name}”的学校', en: 'School of "{name}"' },
  schoolHint: { zh: '标识码或名称', en: 'Code or name' },
  route: { zh: '归到这所学校', en: 'Give it to this school' },
  routedNow: { zh: '“{name}”已归到{unit}，正在检查。', en: '"{name}" went to {unit} and is being checked.' },
  saysCode: { zh: '表中的标识码：{said}', en: 'Code in the file: {said}' },
  saysName: { zh: '表中的学校：{said}', en: 'School in the file: {said}' },
});

/** What comes next for a file in these states, said to the unit above its school. */
export const nextWords: Readonly<Partial<Record<UploadState, Words>>> = {
  needs_fix: {
    zh: '请学校打开这份回执在线修改，或改好后重新上传。',
    en: 'The school mends it at this receipt, or sends it again.',
  },
  ready: { zh: '请学校核对后提交。', en: 'The school looks it over and submits it.' },
  returned: { zh: '请学校按退回原因修改。', en: 'The school mends what it was returned for.' },
};

export const groupWords = catalogue({
  unrouted: { zh: '待选择学校', en: 'No school yet' },
  refused: { zh: '无法读取', en: 'Refused' },
  checking: { zh: '正在检查', en: 'Being checked' },
  needs_fix: { zh: '需修改', en: 'Needs fixing' },
  ready: { zh: '可提交', en: 'Ready to submit' },
  submitted: { zh: '已提交', en: 'Submitted' },
  over: { zh: '已被取代', en: 'Superseded' },
  ignored: { zh: '系统文件', en: 'System files' },
});

export const reasonWords: Readonly<Record<UnroutedReason, Words>> = {
  'says-nothing': {
    zh: '表中没有写明，或写了不止一所学校',
    en: 'It names no school, or more than one',
  },
  unknown: { zh: '辖区内没有这所学校', en: 'There is no such school in your scope' },
  outside: {
    zh: '模板是其他地区学校的',
    en: 'The template was made for a school outside your scope',
  },
  ambiguous: { zh: '辖区内有多所同名学校', en: 'Several schools in your scope have this name' },
  'not-a-school': { zh: '写的是管理单位，不是学校', en: 'It names an authority, not a school' },
  'submission-closed': {
    zh: '该校已经上报，不再接收新文件；退回或重新开放后再选择学校',
    en: 'This school has submitted and takes no files; return or reopen that, then choose it again',
  },
  'not-read': { zh: '压缩包太大，来不及读到它', en: 'The archive was too large to read this file in time' },
};
