import { sheetOf, type Sheet } from '../question-bank/formats/sheet.js';
import type { OrganisationState } from './plan-roster.js';
import { pathOf, treeOf, within } from './tree.js';

/**
 * The roster as a sheet that `readRoster` reads back: one row a person, and one for each open unit that has nobody.
 * @param unitId only what is below it; null for everything
 */
export function printRoster(
  { units, people }: OrganisationState,
  levels: readonly string[],
  unitId: string | null = null,
): Sheet {
  const tree = treeOf(units);
  const open = within(tree, unitId).filter(({ closedAt }) => closedAt === null);
  const members = new Map<string, OrganisationState['people'][number][]>();
  for (const person of people) {
    if (person.unitId === null) continue;
    const here = members.get(person.unitId);
    if (here) here.push(person);
    else members.set(person.unitId, [person]);
  }
  const rows: string[][] = [headings(levels)];
  for (const unit of open) {
    const path = pathOf(tree, unit.id);
    const names = levels.map((_, index) => path.find(({ level }) => level === index + 1)?.name ?? '');
    const codes = levels.map((_, index) => path.find(({ level }) => level === index + 1)?.code ?? '');
    const here = members.get(unit.id) ?? [];
    for (const { name, staffCode } of here) rows.push([...names, name, staffCode ?? '', ...codes]);
    if (here.length === 0) rows.push([...names, '', '', ...codes]);
  }
  return sheetOf('名册', rows);
}

const headings = (levels: readonly string[]): string[] => [
  ...levels,
  '姓名',
  '工号',
  ...levels.map((level) => `${level}编码`),
];

/** Worked examples to write over. */
export function rosterTemplate(levels: readonly string[]): readonly Sheet[] {
  const path = (...last: readonly string[]) => {
    const names = ['示例省', '示例市', '示例区', '示例单位', '第一支部'];
    return [...levels.map((_, index) => names[index] ?? ''), ...last];
  };
  const rows = [
    [...levels, '姓名', '工号', '组织编码'],
    path('示例甲', 'S001', ''),
    path('示例乙', '', ''),
    path('', '', 'Z-001'),
  ];
  const notes = [
    ['填写说明'],
    ['每人一行，从左到右写明所在组织；没有的级别留空。'],
    ['姓名必填；只登记组织、暂无人员时，姓名留空。'],
    ['工号可不填；同一组织内有同名的人时请填写。不要填写身份证号、残疾证号和手机号。'],
    ['组织编码可不填，由系统编排；填写的是这一行最末一级组织的编码。'],
    ['再次导入时：工号相同的人按调动处理，没有变化的人不会重复。'],
  ];
  return [sheetOf('名册', rows), sheetOf('填写说明', notes)];
}
