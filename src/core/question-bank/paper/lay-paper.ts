import { seededRandom, shuffled } from '../../random.js';
import type { Loss, Printing } from '../formats/reading.js';
import { hasKey, type BankChoice, type BankDocument, type BankMedia, type StoredBankItem } from '../types.js';
import { mediaOfItem } from '../formats/media-markup.js';
import { keyText, sourceText } from './key-text.js';
import type { KeyItem, LabelledText, Paper, PaperItem, PaperOptions, PaperPicture, StemPart } from './paper.js';

type PaperKind = 'single' | 'multiple' | Exclude<StoredBankItem['kind'], 'choice'>;

const kindOf = (item: StoredBankItem): PaperKind => (item.kind === 'choice' ? item.select : item.kind);

interface KindWords {
  readonly name: string;
  /** Beside the stem, where the kinds of a section are mixed. */
  readonly brief: string;
  readonly instruction: string;
  /** Where the response goes into the grid at the top. */
  readonly inGrid?: string;
}

/** In the order of a Chinese paper, with what is said above the items. */
const KINDS: Readonly<Record<PaperKind, KindWords>> = {
  single: {
    name: '单项选择题',
    brief: '单选',
    instruction: '每题只有一个正确答案，请把它的字母填在括号里。',
    inGrid: '每题只有一个正确答案，请把它的字母填入答题表。',
  },
  multiple: {
    name: '多项选择题',
    brief: '多选',
    instruction: '每题可以有几个正确答案，请把它们的字母填在括号里。',
    inGrid: '每题可以有几个正确答案，请把它们的字母填入答题表。',
  },
  'true-false': {
    name: '判断题',
    brief: '判断',
    instruction: '正确的在括号里打“√”，错误的打“×”。',
    inGrid: '正确的在答题表里打“√”，错误的打“×”。',
  },
  'fill-in': { name: '填空题', brief: '填空', instruction: '请把答案写在横线上。' },
  ordering: { name: '排序题', brief: '排序', instruction: '请把字母按先后顺序写在横线上。' },
  matching: { name: '连线题', brief: '连线', instruction: '请把右边的数字填进左边字母后的括号里。' },
  'short-answer': { name: '简答题', brief: '简答', instruction: '请把答案写在横线上。' },
};

const BLANKS = ['支部', '姓名', '得分'] as const;

/**
 * What stands where on a paper and on its key sheet, which are apart so that one can be given out without the other.
 * Choices keep their letters. Only where the order of the bank itself is the key (排序, 连线) the entries are dealt anew,
 * the same way at each printing.
 */
export function layPaper(bank: BankDocument<StoredBankItem>, options: PaperOptions): Printing<Paper> {
  const sections = sectionsOf(bank.items, options.sections).filter(({ entries }) => entries.length > 0);
  const all = sections.flatMap(({ entries }) => entries);
  let number = 0;
  const numbered = sections.map(({ name, entries }) => ({
    name,
    entries: entries.map((entry) => ({ ...entry, item: withoutGift(entry.item), number: (number += 1) })),
  }));
  const gridded = options.grid === true ? all.flatMap(({ item }, index) => (forGrid(item) ? [index + 1] : [])) : [];
  return {
    output: {
      print: options.print,
      title: options.title ?? bank.title,
      summary: counted(all, '满分'),
      blanks: options.blanks ?? BLANKS,
      grid: gridded,
      notes: options.notes ?? [],
      sections: numbered.map(({ name, entries }) => ({
        heading: `${name}（${counted(entries, '共')}）`,
        instruction: instructionFor(entries, options.grid === true),
        items: entries.map((entry) => paperItem(entry, entries, options)),
      })),
      key: numbered.map(({ name, entries }) => ({
        heading: name,
        items: entries.map(({ item, number: own }) => keyItem(item, own)),
      })),
    },
    losses: all.flatMap(({ item }) => lossesOf(item, options.pictures ?? new Set())),
  };
}

interface Entry {
  readonly item: StoredBankItem;
  readonly points: number | undefined;
}

interface Section {
  readonly name: string;
  readonly entries: readonly Entry[];
}

function sectionsOf(items: readonly StoredBankItem[], sections: PaperOptions['sections']): readonly Section[] {
  if (sections === undefined) {
    return (Object.keys(KINDS) as PaperKind[]).map((kind) => ({
      name: KINDS[kind].name,
      entries: items.filter((item) => kindOf(item) === kind).map((item) => ({ item, points: item.points })),
    }));
  }
  const byId = new Map(items.map((item) => [item.id, item]));
  return sections.map(({ title, itemIds, points }) => ({
    name: title,
    entries: itemIds.flatMap((id) => byId.get(id) ?? []).map((item) => ({ item, points: points ?? item.points })),
  }));
}

/** 共 10 题，每题 2 分，共 20 分; without points where one of the items has none. */
function counted(entries: readonly Entry[], total: '共' | '满分'): string {
  const points = entries.flatMap((entry) => entry.points ?? []);
  if (points.length < entries.length || points.length === 0) return `共 ${entries.length} 题`;
  // Points have at most two decimals, which floating-point sums do not keep.
  const sum = Math.round(points.reduce((all, each) => all + each, 0) * 100) / 100;
  const each = total === '共' && new Set(points).size === 1 ? `，每题 ${points[0]} 分` : '';
  return `共 ${entries.length} 题${each}，${total} ${sum} 分`;
}

const kindsOf = (entries: readonly Entry[]): ReadonlySet<PaperKind> => new Set(entries.map(({ item }) => kindOf(item)));

function instructionFor(entries: readonly Entry[], grid: boolean): string {
  const kinds = kindsOf(entries);
  const [kind] = kinds;
  if (kind === undefined || kinds.size > 1) return '';
  return (grid ? KINDS[kind].inGrid : undefined) ?? KINDS[kind].instruction;
}

const forGrid = (item: StoredBankItem): boolean => KINDS[kindOf(item)].inGrid !== undefined;

function paperItem(entry: Entry & { readonly number: number }, section: readonly Entry[], options: PaperOptions): PaperItem {
  const { item, number } = entry;
  const { print, grid = false } = options;
  const choices = 'choices' in item ? item.choices.map(labelled) : [];
  return {
    number,
    stem: stemOf(item, noteOf(entry, section), !(grid && forGrid(item))),
    media: (item.media ?? []).map(mediaText),
    pictures: picturesOf(item),
    choices,
    columns: item.kind === 'choice' && print === 'normal' ? columnsFor(choices) : 1,
    targets: item.kind === 'matching' ? item.targets.map(labelled) : [],
    lines: item.kind === 'short-answer' ? linesFor(item, print) : 0,
    response: responseOf(item),
  };
} // prettier-ignore

/** （多选，10 分）: what the heading of the section does not say. */
function noteOf({ item, points }: Entry, section: readonly Entry[]): string {
  const kind = kindsOf(section).size > 1 ? [KINDS[kindOf(item)].brief] : [];
  const worth =
    points !== undefined && new Set(section.map((other) => other.points)).size > 1 ? [`${points}\u00A0分`] : [];
  const words = [...kind, ...worth].join('，');
  return words === '' ? '' : `（${words}）`;
}

const BLANK = /_{4,}/u;
/** Empty brackets are a place to write already. */
const BRACKETS = /[（(]\s*[）)]/gu;
/** Spaces at which no line breaks, as wide as two characters. */
const PLACE = `（${'\u00A0'.repeat(5)}）`;

/** `place`: the response is written into the stem, so there must be a place. */
function stemOf(item: StoredBankItem, note: string, place: boolean): readonly StemPart[] {
  if (item.kind === 'choice' || item.kind === 'true-false') {
    const stem = item.stem.replace(BRACKETS, PLACE);
    return [`${stem}${place && stem === item.stem && !stem.includes(PLACE) ? PLACE : ''}${note}`];
  }
  const parts = item.kind === 'fill-in' ? item.stem.split(BLANK) : [item.stem];
  const last = parts.pop() ?? '';
  return [...parts.flatMap((text): StemPart[] => [text, { blank: true }]), `${last}${note}`].filter((part) => part !== '');
} // prettier-ignore

const labelled = ({ id, text, media = [] }: BankChoice): LabelledText => ({
  label: id,
  text: [text, ...media.map((one) => `［${mediaText(one)}］`)].join(''),
});

function picturesOf(item: StoredBankItem): readonly PaperPicture[] {
  const places = [
    { id: '', media: item.media },
    ...('choices' in item ? item.choices : []),
    ...('targets' in item ? item.targets : []),
  ];
  return places.flatMap(({ id, media = [] }) =>
    media.filter(({ kind }) => kind === 'image').map(({ file, alt = '' }) => ({ file, words: alt, label: id })),
  );
}

const MEDIA_NAMES: Readonly<Record<BankMedia['kind'], string>> = {
  image: '图',
  audio: '录音',
  'sign-video': '手语视频',
};
const mediaText = ({ kind, alt = '' }: BankMedia): string =>
  alt === '' ? MEDIA_NAMES[kind] : `${MEDIA_NAMES[kind]}：${alt}`;

/** Widths of a choice in half characters at which four or two stand beside each other on A4 in the type of a paper. */
const QUARTER = 12;
const HALF = 34;

function columnsFor(choices: readonly LabelledText[]): 1 | 2 | 4 {
  const widest = Math.max(...choices.map(({ text }) => widthOf(text)));
  if (choices.length > 4 || choices.some(({ text }) => text.includes('\n'))) return 1;
  return widest <= QUARTER && choices.length !== 3 ? 4 : widest <= HALF ? 2 : 1;
}

/** A Chinese character is as wide as two Latin ones. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += (character.codePointAt(0) ?? 0) > 0x2000 ? 2 : 1;
  return width;
}

/** Handwriting takes about 25 characters a line. */
function linesFor(item: StoredBankItem, print: PaperOptions['print']): number {
  const length = hasKey(item) && item.kind === 'short-answer' ? [...item.correctResponse].length : 0;
  return Math.min(print === 'large' ? 14 : 10, Math.max(4, Math.ceil(length / (print === 'large' ? 14 : 25)) + 1));
}

function responseOf(item: StoredBankItem): string {
  if (item.kind === 'ordering') return `顺序：${item.choices.map(() => '____').join(' → ')}`;
  if (item.kind === 'matching') return item.choices.map(({ id }) => `${id}${PLACE}`).join('\u3000');
  return '';
}

function keyItem(item: StoredBankItem, number: number): KeyItem {
  return {
    number,
    key: keyText(item),
    brief: hasKey(item) && forGrid(item),
    ...(item.explanation === undefined ? {} : { explanation: item.explanation }),
    ...(item.source === undefined ? {} : { source: sourceText(item.source) }),
  };
}

/** Entries that stand in the order of the key give it away. */
function withoutGift(item: StoredBankItem): StoredBankItem {
  const random = seededRandom(item.id);
  if (item.kind === 'ordering' && hasKey(item) && item.choices.every(({ id }, index) => id === item.correctResponse[index])) {
    const { list, renamed } = dealt(item.choices, random);
    return { ...item, choices: list, correctResponse: item.correctResponse.map(renamed) };
  }
  if (item.kind === 'matching' && hasKey(item) && item.choices.every(({ id }, index) => item.targets[index]?.id === item.correctResponse[id])) {
    const { list, renamed } = dealt(item.targets, random);
    const pairs = Object.entries(item.correctResponse).map(([choice, target]) => [choice, renamed(target)]);
    return { ...item, targets: list, correctResponse: Object.fromEntries(pairs) as Record<string, string> };
  }
  return item;
} // prettier-ignore

/** The labels stay in their order, the texts change places; never all as they were. */
function dealt(choices: readonly BankChoice[], random: () => number) {
  const mixed = shuffled(choices, random);
  const order = mixed.every((choice, index) => choice === choices[index]) ? [...mixed.slice(1), ...mixed.slice(0, 1)] : mixed;
  const list = order.map((choice, index) => ({ ...choice, id: choices[index]?.id ?? choice.id }));
  const renamed = (id: string): string => list[order.findIndex((choice) => choice.id === id)]?.id ?? id;
  return { list, renamed };
} // prettier-ignore

/** Fields that have no place on paper, with their names in a sentence. */
const NOT_PRINTED = {
  difficulty: '难度',
  readAloud: '朗读文本',
  easyRead: '易读版',
  verification: '核对方式',
  validUntil: '有效期',
} as const;

function lossesOf(item: StoredBankItem, pictures: ReadonlySet<string>): Loss[] {
  const loss = (code: Loss['code'], message: string): Loss => ({ itemId: item.id, code, message });
  const played = mediaOfItem(item).some(({ kind }) => kind !== 'image');
  const lacking = mediaOfItem(item).some(({ kind, file }) => kind === 'image' && !pictures.has(file));
  const names = Object.entries(NOT_PRINTED).filter(([field]) => item[field as keyof typeof NOT_PRINTED] !== undefined);
  const lost = [...names.map(([, name]) => name), ...(item.tags.length > 0 ? ['标签'] : [])];
  return [
    ...(hasKey(item) ? [] : [loss('key.not-carried', '这道题还没有答案，答案页上留空；请先补上答案再使用。')]),
    ...(lacking ? [loss('media.not-carried', '有图片不在这台服务器上，纸上只写出替代文字，请另外打印。')] : []),
    ...(played ? [loss('media.not-carried', '录音和手语视频在纸上只写出名称，需要时请另外播放。')] : []),
    ...(lost.length === 0 ? [] : [loss('field.not-carried', `没有印出${lost.join('、')}，试卷上没有它们的位置。`)]),
  ];
}
