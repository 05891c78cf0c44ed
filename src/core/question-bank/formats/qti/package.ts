/** Which files of a package are items, in which order, and what package and tests say of each. */
import { fault, type Fault } from '../../understand/fault.js';
import type { Carry } from '../carried-media.js';
import type { XmlElement } from '../xml-tree.js';
import { ITEM, QTI12_ROOTS, resolvePath, SECTION, STIMULUS, TEST, type QtiFile } from './qti-file.js';
import { attributeOf, descendantsNamed, plainText } from './qti-tree.js';

export interface PackageEntry {
  readonly path: string;
  /** Undefined where the file is missing or no XML: then `fault` says so. */
  readonly root: XmlElement | undefined;
  readonly fault?: Fault;
  /** What a test multiplies the points of the item by. */
  readonly weight?: number;
}

export interface Package {
  readonly entries: readonly PackageEntry[];
  readonly warnings: readonly { readonly path: string; readonly line?: number; readonly fault: Fault }[];
}

const isItems = ({ root }: QtiFile) => root !== undefined && (root.name === ITEM || QTI12_ROOTS.includes(root.name));
const isTest = ({ root }: QtiFile) => root !== undefined && (root.name === TEST || root.name === SECTION);

/** The manifest decides what is an item; without one every item counts. Tests give the order of those they name. */
export function openPackage(all: readonly QtiFile[]): Package {
  const files = all.filter(({ path }) => !OF_MACOS.test(path));
  const find = finder(files);
  const listing = new Set<string>();
  // Several packages may lie side by side in one archive.
  const listed = files.flatMap((file) =>
    file.root?.name === 'manifest' ? resources(file.path, file.root, find, listing) : [],
  );
  const chosen = listed.length > 0 ? listed : unlisted(files);
  const seen = new Set<string>();
  // A section stands where its test has it.
  const tests = [TEST, SECTION].flatMap((name) => files.filter(({ root }) => root?.name === name));
  const references = tests.flatMap(({ path }) => referencesOf(path, find, seen));
  const entries = inOrder(withoutPoorerTwin(chosen), references, find);
  const taken = new Set([...entries, ...chosen].map(({ path }) => path));
  const left = files.filter((file) => isItems(file) && !taken.has(file.path));
  return {
    entries,
    warnings: [
      ...left.map(({ path }) => ({
        path,
        fault: fault('text.unclaimed', `清单（imsmanifest.xml）没有列出“${path}”，其中的题没有导入，请核对。`, path),
      })),
      ...files.filter(isTest).flatMap(instructions),
    ],
  };
}

/** What the Finder puts beside each file. */
const OF_MACOS = /(?:^|\/)(?:__MACOSX\/|\._)/u;

type Find = (path: string) => QtiFile | undefined;

function finder(files: readonly QtiFile[]): Find {
  const exact = new Map(files.map((file) => [file.path, file]));
  // Authors on Windows do not mind the case of names.
  const loose = new Map(files.map((file) => [file.path.toLowerCase(), file]));
  return (path) => exact.get(path) ?? loose.get(path.toLowerCase());
}

const unlisted = (files: readonly QtiFile[]): readonly PackageEntry[] =>
  files.filter((file) => isItems(file) || (file.root === undefined && /\.(?:xml|qti)$/iu.test(file.path))).map(entryOf);

const entryOf = (file: QtiFile): PackageEntry =>
  file.root === undefined
    ? { path: file.path, root: undefined, fault: file.fault }
    : { path: file.path, root: file.root };

/** Types of items in QTI 2 and 3, QTI 1.2, Common Cartridge and Blackboard. */
const ITEM_TYPE = /qti_(?:apip)?item|qti_xmlv1|qtiasiv1|x-bb-qti/iu;

/** `seen`: paths that were listed before. */
function resources(manifestPath: string, manifest: XmlElement, find: Find, seen: Set<string>): readonly PackageEntry[] {
  return descendantsNamed(manifest, 'resource').flatMap((resource): readonly PackageEntry[] => {
    const base = attributeOf(resource, 'base');
    const addresses = [
      attributeOf(resource, 'href'),
      // Blackboard's own attribute.
      attributeOf(resource, 'file'),
      ...descendantsNamed(resource, 'file').map((file) => attributeOf(file, 'href')),
    ].filter((address) => address !== '');
    const found = addresses.flatMap((address) => {
      const file = find(resolvePath(address, manifestPath)) ?? find(resolvePath(`${base}/${address}`, manifestPath));
      return file === undefined || seen.has(file.path) ? [] : [file];
    });
    const type = attributeOf(resource, 'type');
    const shouldBeItem = ITEM_TYPE.test(type);
    const wanted = found.filter((file) => isItems(file) || (shouldBeItem && file.root === undefined));
    for (const { path } of wanted) seen.add(path);
    const [address] = addresses;
    if (wanted.length === 0 && shouldBeItem && address !== undefined) {
      const [other] = found;
      const path = resolvePath(address, manifestPath);
      if (other !== undefined) return isTest(other) || other.root?.name === STIMULUS ? [] : [strange(other.path)];
      return seen.has(path) || find(path) !== undefined ? [] : [missing(path)];
    }
    return [...new Set(wanted)].map(entryOf);
  });
}

const missing = (path: string): PackageEntry => ({
  path,
  root: undefined,
  fault: fault('file.malformed', `清单里的题目文件“${path}”不在压缩包里，请重新导出。`, path),
});

const strange = (path: string): PackageEntry => ({
  path,
  root: undefined,
  fault: fault('file.unsupported', `清单说“${path}”是题目，文件里却没有题目，请重新导出。`, path),
});

/** Canvas puts an assessment in twice: cut down for other software, and whole in a folder of its own. */
function withoutPoorerTwin(entries: readonly PackageEntry[]): readonly PackageEntry[] {
  const whole = new Set(entries.map(({ path }) => /non_cc_assessments\/([^/]+)\.xml\.qti$/u.exec(path)?.[1] ?? ''));
  return entries.filter(({ path }) => {
    const identifier = /(?:^|\/)([^/]+)\/assessment_qti\.xml$/u.exec(path)?.[1];
    return identifier === undefined || !whole.has(identifier);
  });
}

interface Reference {
  readonly path: string;
  readonly weight: number | undefined;
}

/** Of a test, the items in order, those of its sections in other files included. */
function referencesOf(path: string, find: Find, seen: Set<string>): readonly Reference[] {
  const root = find(path)?.root;
  if (root === undefined || seen.has(path)) return [];
  seen.add(path);
  return descendantsNamed(root, 'assessmentItemRef', 'assessmentSectionRef').flatMap((reference) => {
    const target = resolvePath(attributeOf(reference, 'href'), path);
    if (reference.name === 'assessmentSectionRef') return referencesOf(target, find, seen);
    const weights = descendantsNamed(reference, 'weight').map((weight) => Number(attributeOf(weight, 'value')));
    const [weight] = weights;
    return [{ path: target, weight: weights.length === 1 && Number.isFinite(weight) ? weight : undefined }];
  });
}

/** What a test tells those who take it belongs to no item. */
function instructions({ path, root }: QtiFile): Package['warnings'] {
  return (root === undefined ? [] : descendantsNamed(root, 'rubricBlock'))
    .map((rubric) => ({ line: rubric.line, text: plainText(rubric) }))
    .filter(({ text }) => text !== '')
    .map(({ line, text }) => ({ path, line, fault: unclaimed(text) }));
}

/** Words that stand beside the items. */
export const unclaimed = (text: string): Fault =>
  fault('text.unclaimed', '这段说明不属于任何一道题，没有导入，请核对。', text);

function inOrder(
  entries: readonly PackageEntry[],
  references: readonly Reference[],
  find: Find,
): readonly PackageEntry[] {
  const byPath = new Map(entries.map((entry) => [entry.path, entry]));
  const first = new Map<string, PackageEntry>();
  for (const { path, weight } of references) {
    const entry = byPath.get(find(path)?.path ?? path) ?? (find(path) === undefined ? missing(path) : undefined);
    if (entry === undefined || first.has(entry.path)) continue;
    first.set(entry.path, weight === undefined ? entry : { ...entry, weight });
  }
  return [...first.values(), ...entries.filter(({ path }) => !first.has(path))];
}

export interface SharedText {
  readonly body: XmlElement;
  /** Of pictures within it. */
  readonly carry: Carry;
}

/** Finds the body of a shared text that the item at `from` refers to. */
export function stimuliIn(
  files: readonly QtiFile[],
  carryFrom: (path: string) => Carry,
): (href: string, from: string) => SharedText | undefined {
  const find = finder(files.filter(({ root }) => root?.name === STIMULUS));
  return (href, from) => {
    const file = find(resolvePath(href, from));
    const body = file?.root === undefined ? undefined : descendantsNamed(file.root, 'stimulusBody')[0];
    return file === undefined || body === undefined ? undefined : { body, carry: carryFrom(file.path) };
  };
}
