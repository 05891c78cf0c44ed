/** Gives the keys of an area to the items that they belong to. */
import { excerptOf, fault } from '../../understand/fault.js';
import { namedKind } from '../../understand/kind-names.js';
import type { Problem } from '../reading.js';
import type { PlacedArea } from './collecting.js';
import { addKey, type Draft } from './draft.js';
import type { Section } from './headings.js';
import type { KeySection } from './key-area.js';
import { keysOfRun, type Miscount } from './key-grammar.js';

interface Group {
  readonly section: Section;
  readonly drafts: readonly Draft[];
}

/** Enters the keys into the drafts; what fits no item is told. */
export function matchKeys(drafts: readonly Draft[], areas: readonly PlacedArea[]): readonly Problem[] {
  const problems: Problem[] = [];
  let from = 0;
  for (const area of areas) {
    problems.push(...area.miscounted.map(miscounting));
    if (area.of !== undefined) {
      const group: Group = { section: {}, drafts: area.of };
      problems.push(...area.sections.flatMap((section) => enter(section, group)));
      from = area.after;
      continue;
    }
    const groups = paper(groupsOf(drafts.slice(from, area.after)));
    const pairs = partners(area.sections, groups);
    for (const [section, group] of pairs) {
      if (group === undefined) problems.push(unmatched(section));
      else problems.push(...enter(section, group));
    }
    from = area.after;
  }
  return problems;
}

function groupsOf(drafts: readonly Draft[]): Group[] {
  const groups: { section: Section; drafts: Draft[] }[] = [];
  for (const draft of drafts) {
    const last = groups.at(-1);
    const restarted = draft.number === 1 && (last?.drafts.some(({ number }) => number === 1) ?? false);
    if (last === undefined || last.section !== draft.section || restarted)
      groups.push({ section: draft.section, drafts: [draft] });
    else last.drafts.push(draft);
  }
  return groups;
}

const nameOf = ({ section }: Group) => `${section.heading?.value ?? ''}${section.named ?? ''}`;

/** The last paper of several in one file: its sections, from the end back to where a heading comes again. */
function paper(groups: readonly Group[]): readonly Group[] {
  const seen = new Set<string>();
  let start = groups.length;
  while (start > 0) {
    const group = groups[start - 1] as Group;
    const name = nameOf(group);
    if (group.section.heading !== undefined && name !== '' && seen.has(name)) break;
    seen.add(name);
    start -= 1;
  }
  return groups.slice(start);
}

/** Which section of keys belongs to which items. */
function partners(
  sections: readonly KeySection[],
  groups: readonly Group[],
): (readonly [KeySection, Group | undefined])[] {
  const bare = sections.flatMap((section) =>
    section.heading === undefined && groups.length > 1 ? split(section) : [section],
  );
  const unheaded = bare.every(({ heading }) => heading === undefined);
  if (unheaded && bare.length === groups.length) return bare.map((section, index) => [section, groups[index]]);
  if (unheaded && bare.length === 1 && unique(groups)) {
    const all: Group = { section: {}, drafts: groups.flatMap(({ drafts }) => drafts) };
    return bare.map((section) => [section, all]);
  }
  const free = new Set(groups);
  return bare.map((section) => {
    const group = partner(section, [...free], groups.length);
    if (group !== undefined) free.delete(group);
    return [section, group] as const;
  });
}

/** A list without headings whose numbers begin anew holds the keys of several sections. */
function split(section: KeySection): KeySection[] {
  const parts: KeySection[] = [];
  for (const entry of section.entries) {
    const current = parts.at(-1);
    if (current === undefined || entry.number === 1) parts.push({ line: entry.line, entries: [entry], loose: '' });
    else current.entries.push(entry);
  }
  const [first] = parts;
  if (first === undefined) return [section];
  first.loose = section.loose;
  return parts;
}

function unique(groups: readonly Group[]): boolean {
  const numbers = groups.flatMap(({ drafts }) => drafts.map(({ number }) => number));
  return numbers.every((number) => number !== undefined) && new Set(numbers).size === numbers.length;
}

function partner(section: KeySection, free: readonly Group[], count: number): Group | undefined {
  const { heading } = section;
  if (heading === undefined) return count === 1 ? free[0] : undefined;
  const named = heading.kind === undefined ? undefined : namedKind(heading.kind);
  const ways = [
    (group: Group) =>
      named !== undefined && group.section.named === named && group.section.heading?.value === heading.value,
    (group: Group) => named !== undefined && group.section.named === named,
    (group: Group) =>
      heading.value !== undefined &&
      group.section.heading?.value === heading.value &&
      (named === undefined || group.section.named === undefined),
  ];
  for (const way of ways) {
    const [only, ...others] = free.filter(way);
    if (only !== undefined && others.length === 0) return only;
  }
  return free.length === 1 && count === 1 ? free[0] : undefined;
}

function enter(section: KeySection, { drafts }: Group): readonly Problem[] {
  const problems: Problem[] = [];
  const byNumber = new Map<number, Draft | undefined>();
  for (const draft of drafts) {
    if (draft.number !== undefined) byNumber.set(draft.number, byNumber.has(draft.number) ? undefined : draft);
  }
  const unnumbered = drafts.every(({ number }) => number === undefined);
  for (const { number, key, line, remarks, explanation, source } of section.entries) {
    const draft = unnumbered ? drafts[number - 1] : byNumber.get(number);
    if (draft === undefined) {
      problems.push({
        place: { line, item: String(number) },
        code: 'text.unclaimed',
        message: `答案里的第 ${number} 题找不到对应的题目，请核对题号。`,
        excerpt: excerptOf(key.toString()),
      });
      continue;
    }
    addKey(draft, key.toString(), line);
    draft.remarks.push(...remarks);
    draft.explanation.add(explanation.toString(), false);
    if (source !== undefined) draft.source ??= source;
  }
  const loose = section.loose.trim();
  if (loose === '') return problems;
  const keys = keysOfRun(loose, drafts.length);
  if (keys === undefined) problems.push(unmatched(section));
  else drafts.forEach((draft, index) => addKey(draft, keys[index] ?? '', section.line));
  return problems;
}

const miscounting = ({ line, from, to, keys }: Miscount): Problem => ({
  place: { line },
  ...fault(
    'key.contradictory',
    `第 ${from} 到 ${to} 题有 ${to - from + 1} 个题号，答案却有 ${keys.length} 个（${keys}），没有读入这些答案，请核对后补齐。`,
  ),
});

const unmatched = ({ line, heading }: KeySection): Problem => ({
  place: { line },
  ...fault('text.unclaimed', '这一部分答案找不到对应的题目，请核对大题的标题和题号。', heading?.kind),
});
