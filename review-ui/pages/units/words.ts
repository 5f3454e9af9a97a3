/** Words of the tree of units. */
import { catalogue } from '../../words.ts';

export const words = catalogue({
  title: { zh: '单位', en: 'Units' },
  search: { zh: '查找单位', en: 'Find a unit' },
  searchHint: { zh: '名称或代码的一部分', en: 'Part of a name or code' },
  find: { zh: '查找', en: 'Find' },
  below: { zh: '下级单位', en: 'Units below' },
  found: { zh: '“{search}”的查找结果', en: 'Units that match "{search}"' },
  nothing: { zh: '没有找到单位', en: 'No unit was found' },
  none: { zh: '还没有下级单位', en: 'No unit below yet' },
  noneAbout: {
    zh: '学校由所在县添加；添加后出现在这里。',
    en: 'A county adds its schools; they will appear here.',
  },
  name: { zh: '名称', en: 'Name' },
  code: { zh: '代码', en: 'Code' },
  kind: { zh: '类别', en: 'Kind' },
  collecting: { zh: '上报单位', en: 'Reporting units' },
  applied: { zh: '已入库', en: 'Applied' },
  teachers: { zh: '在职教师', en: 'Teachers in service' },
  verified: { zh: '已核实', en: 'Verified' },
  facts: { zh: '单位信息', en: 'About the unit' },
  schoolKind: { zh: '办学类型', en: 'School kind' },
  stages: { zh: '学段', en: 'Stages' },
  sector: { zh: '办别', en: 'Sector' },
  urbanRural: { zh: '城乡分类', en: 'Urban-rural class' },
  licence: { zh: '办园许可证号', en: 'Operating licence' },
  noLicence: { zh: '未登记', en: 'None on file' },
  seeTeachers: { zh: '查看教师', en: 'Its teachers' },
  seeUploads: { zh: '查看上传记录', en: 'Its uploads' },
});
