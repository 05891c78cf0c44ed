import type { Result } from '../../../result.js';
import { fault, type Fault } from '../../understand/fault.js';
import { NOTHING_KEPT, type Carry, type KeptFiles } from '../carried-media.js';
import type { Place, Problem, ReadItem, Reading } from '../reading.js';
import { readMetadata, type BankMetadata } from './bank-metadata.js';
import { finishDraft, hasAnyKey, type ItemDraft } from './item-draft.js';
import { carryIn } from './media-files.js';
import { openPackage, stimuliIn, unclaimed, type Package, type PackageEntry } from './package.js';
import { QTI12_ROOTS, type QtiFile, type QtiVersion } from './qti-file.js';
import { attributeOf, inQti2Words } from './qti-tree.js';
import { readItem } from './read-item.js';
import { readItems12, textsAround } from './qti12/read-items.js';

export interface QtiReading extends Reading {
  /** Undefined where no item was found. */
  readonly version: QtiVersion | undefined;
}

/** What one item of a file became, before it is known whether the file has keys. */
interface Found {
  readonly place: Place;
  readonly draft: Result<ItemDraft, Fault>;
}

/**
 * Reads a single item or the XML files of a package, QTI 1.2 to 3.0. Every item that manifest, tests or files name is in
 * `items` or, with the reason, in `rejected`. `kept`: the pictures and recordings that items may keep.
 */
export function readQti(files: readonly QtiFile[], kept: KeptFiles = NOTHING_KEPT): QtiReading {
  const spoken = files.map((file): QtiFile =>
    file.root === undefined ? file : { ...file, root: inQti2Words(file.root) },
  );
  const opened = openPackage(spoken);
  const { entries } = opened;
  const inPackage = files.length > 1;
  const metadata = readMetadata(spoken);
  const carryFrom = carryIn(kept);
  const stimulus = stimuliIn(spoken, carryFrom);
  const found = entries.flatMap((entry) =>
    readEntry(entry, { inPackage, carry: carryFrom(entry.path), metadata: metadata.get(entry.path), stimulus }),
  );
  const settled = settle(found);
  const warnings = [...wordsBeside(opened, inPackage), ...settled.warnings];
  return { ...settled, warnings, version: versionOf(entries, files), read: found.length };
}

/** What stands in the files and belongs to no item. */
function wordsBeside({ entries, warnings }: Package, inPackage: boolean): readonly Problem[] {
  const place = (path: string, line?: number): Place => ({
    ...(inPackage ? { file: path } : {}),
    ...(line === undefined ? {} : { line }),
  });
  const around = entries.flatMap(({ root, path }) =>
    root !== undefined && QTI12_ROOTS.includes(root.name)
      ? textsAround(root).map(({ line, text }) => placed(place(path, line), unclaimed(text)))
      : [],
  );
  return [...warnings.map(({ path, line, fault }) => placed(place(path, line), fault)), ...around];
}

function settle(found: readonly Found[]): Pick<Reading, 'items' | 'rejected' | 'warnings'> {
  const keyless = found.every(({ draft }) =>
    draft.ok ? !hasAnyKey(draft.value) : !draft.error.code.startsWith('key.'),
  );
  const items: ReadItem[] = [];
  const rejected: Problem[] = [];
  const warnings: Problem[] = [];
  const ids = new Set<string>();
  for (const { place, draft } of found) {
    const finished = draft.ok ? finishDraft(draft.value, keyless) : draft;
    if (!finished.ok) {
      rejected.push(placed(place, finished.error));
      continue;
    }
    const { id, ...rest } = finished.value.item;
    const repeated = id !== undefined && ids.has(id);
    if (id !== undefined) ids.add(id);
    items.push({ place, item: repeated ? rest : finished.value.item });
    warnings.push(...distinct(finished.value.warnings).map((warning) => placed(place, warning)));
    if (repeated) {
      warnings.push(placed(place, fault('item.duplicate', `题号“${id}”用了不止一次，这道题会另编题号。`, id)));
    }
  }
  if (found.length === 0) warnings.push(placed({}, fault('file.empty', '文件里没有找到题目，请检查是否选对了文件。')));
  else if (keyless && items.length > 0) {
    warnings.push(placed({}, fault('key.missing', '整个文件都没有答案，题目已按没有答案的草稿读入，请补上答案。')));
  }
  return { items, rejected, warnings };
}

/** Five formulas of an item are one thing to look at. */
const distinct = (warnings: readonly Fault[]): readonly Fault[] => [
  ...new Map(warnings.map((warning) => [warning.message, warning])).values(),
];

const placed = (place: Place, { code, message, excerpt }: Fault): Problem => ({
  place,
  code,
  message,
  ...(excerpt === undefined ? {} : { excerpt }),
});

interface Around {
  readonly inPackage: boolean;
  readonly carry: Carry;
  readonly metadata: BankMetadata | undefined;
  readonly stimulus: ReturnType<typeof stimuliIn>;
}

function readEntry(entry: PackageEntry, { inPackage, carry, metadata, stimulus }: Around): readonly Found[] {
  const { root, path } = entry;
  const file = inPackage ? { file: path } : {};
  if (root === undefined) {
    const error = entry.fault ?? fault('file.malformed', '文件不是正确的 XML，请重新导出。');
    return [{ place: file, draft: { ok: false, error } }];
  }
  if (QTI12_ROOTS.includes(root.name)) return readItems12(root, file, carry);
  const identifier = attributeOf(root, 'identifier');
  const draft = readItem(root, {
    metadata,
    weight: entry.weight,
    carry,
    stimulus: (href) => stimulus(href, path),
  });
  return [{ place: { ...file, line: root.line, ...(identifier === '' ? {} : { item: identifier }) }, draft }];
}

const VERSIONS: readonly (readonly [RegExp, QtiVersion])[] = [
  [/v3p\d/u, '3.0'],
  [/v2p2/u, '2.2'],
  [/v2p[01]/u, '2.1'],
];

/** Of the first item; `files` still have the names that they were written with. */
function versionOf(entries: readonly PackageEntry[], files: readonly QtiFile[]): QtiVersion | undefined {
  const path = entries.find((entry) => entry.root !== undefined)?.path;
  const root = files.find((file) => file.path === path)?.root;
  if (root === undefined) return undefined;
  if (QTI12_ROOTS.includes(root.name)) return '1.2';
  const named = VERSIONS.find(([pattern]) => pattern.test(root.namespace))?.[1];
  return named ?? (root.name.startsWith('qti-') ? '3.0' : '2.1');
}
