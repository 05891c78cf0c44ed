/** Which part of a workbook is what. */
import { FileError } from './file-error.js';
import { unzip, type ZipLimits } from './unzip.js';
import { attribute, damaged, walkXml } from './xlsx-xml.js';

export type Parts = ReadonlyMap<string, () => Promise<Uint8Array>>;

export interface SheetPart {
  readonly name: string;
  readonly hidden: boolean;
  readonly path: string;
}

export interface Package {
  readonly parts: Parts;
  readonly sheets: readonly SheetPart[];
  readonly strings: string | undefined;
  readonly styles: string | undefined;
  readonly date1904: boolean;
  readonly macros: boolean;
}

export interface Relation {
  readonly id: string;
  /** Last word of the type: worksheet, sharedStrings, drawing. */
  readonly type: string;
  /** Path within the package. */
  readonly path: string;
}

const SAVE_AS = '请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”后再上传';

const startsWith = (bytes: Uint8Array, signs: readonly number[], at = 0): boolean =>
  signs.every((sign, index) => bytes[at + index] === sign);
const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');

const PICTURES: readonly (readonly number[])[] = [
  [0x89, 0x50, 0x4e, 0x47],
  [0xff, 0xd8, 0xff],
  [0x47, 0x49, 0x46, 0x38],
  [0x42, 0x4d],
];

/** Files that people take for workbooks, and what to do with each; undefined where it may be one. */
function otherKind(bytes: Uint8Array): FileError | undefined {
  const refused = (message: string) => new FileError('file.unsupported', message);
  if (bytes.byteLength === 0) return new FileError('file.empty', '文件是空的，请选择有内容的表格文件。');
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) {
    const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (content.includes(utf16('EncryptedPackage'))) return refused(`表格设有打开密码，无法读取，${SAVE_AS}（不要设密码）。`);
    if (content.includes(utf16('WordDocument'))) return refused('这是旧版 Word 文档（.doc），请用 Word 或 WPS 另存为 .docx 后再上传。');
    return refused(`这是旧版表格（.xls），暂不能读取，${SAVE_AS}。`);
  }
  if (startsWith(bytes, [0x50, 0x4b])) return undefined;
  if (PICTURES.some((signs) => startsWith(bytes, signs))) return refused('这是一张图片，不是表格，请上传 .xlsx 表格。');
  if (startsWith(bytes, [0x25, 0x50, 0x44, 0x46])) return refused('这是 PDF，不是表格，请上传 .xlsx 表格。');
  if (/^[\s\uFEFF]*<(?:\?xml|!doctype|html|head|meta|style|table|div)/iu.test(new TextDecoder().decode(bytes.subarray(0, 400)))) {
    return refused(`这是网页形式的表格，只是改了文件名，${SAVE_AS}。`);
  }
  return refused(`这不是 .xlsx 表格，${SAVE_AS}。`);
} // prettier-ignore

/** Throws `FileError` where the bytes are no workbook that can be read. */
export async function openPackage(bytes: Uint8Array, limits: ZipLimits): Promise<Package> {
  const other = otherKind(bytes);
  if (other !== undefined) throw other;
  const parts = await unzipped(bytes, limits);
  const workbookPath = await findWorkbook(parts);
  const relations = await relationsOf(parts, workbookPath);
  const byId = new Map(relations.map((relation) => [relation.id, relation]));
  const sheets: SheetPart[] = [];
  let date1904 = false;
  walkXml(await read(parts, workbookPath), {
    open: (name, attributes) => {
      if (name === 'workbookPr') date1904 = /^(1|true)$/u.test(attributes['date1904'] ?? '');
      if (name !== 'sheet') return;
      const relation = byId.get(attribute(attributes, 'id') ?? '');
      if (relation?.type !== 'worksheet') return;
      const hidden = /hidden/iu.test(attributes['state'] ?? '');
      sheets.push({ name: attributes['name'] ?? '', hidden, path: relation.path });
    },
  });
  if (sheets.length === 0) throw new FileError('file.empty', '表格里没有工作表，请选择有题目的表格文件。');
  const pathOf = (type: string) => relations.find((relation) => relation.type === type)?.path;
  return {
    parts,
    sheets,
    strings: pathOf('sharedStrings'),
    styles: pathOf('styles'),
    date1904,
    macros: relations.some(({ type }) => type === 'vbaProject'),
  };
}

async function unzipped(bytes: Uint8Array, limits: ZipLimits): Promise<Parts> {
  try {
    return await unzip(bytes, limits);
  } catch (error) {
    throw asWorkbook(error);
  }
}

/** Whoever brings a workbook need not know that it is an archive. */
function asWorkbook(error: unknown): unknown {
  if (!(error instanceof FileError)) return error;
  if (error.code === 'file.malformed') return damaged();
  if (error.code !== 'file.too-large') return error;
  return new FileError(
    'file.too-large',
    '表格解开后过大或压缩比异常，请用 Excel 或 WPS 另存一份，或拆成几个较小的表格再上传。',
  );
}

async function findWorkbook(parts: Parts): Promise<string> {
  const main = parts.has('_rels/.rels')
    ? (await relationsOf(parts, '')).find(({ type }) => type === 'officeDocument')?.path
    : undefined;
  const path = main ?? 'xl/workbook.xml';
  if (path.endsWith('.bin')) throw new FileError('file.unsupported', `这是二进制表格（.xlsb），暂不能读取，${SAVE_AS}。`);
  if (parts.has('mimetype') && !parts.has(path)) {
    throw new FileError('file.unsupported', `这是 OpenDocument 文件（.ods 等），暂不能读取，${SAVE_AS}。`);
  }
  if (!parts.has(path) || !/workbook/iu.test(path)) {
    throw new FileError('file.unsupported', `这个压缩包里没有 Excel 表格，${SAVE_AS}。`);
  }
  return path;
} // prettier-ignore

/** Relations of a part, or of the whole package where `path` is empty; those that lead outside are left out. */
export async function relationsOf(parts: Parts, path: string): Promise<readonly Relation[]> {
  const cut = path.lastIndexOf('/') + 1;
  const own = parts.get(`${path.slice(0, cut)}_rels/${path.slice(cut)}.rels`);
  if (own === undefined) return [];
  const relations: Relation[] = [];
  walkXml(await own(), {
    open: (name, attributes) => {
      if (name !== 'Relationship' || attributes['TargetMode'] === 'External') return;
      const type = (attributes['Type'] ?? '').split('/').at(-1) ?? '';
      const target = resolved(path.slice(0, cut), attributes['Target'] ?? '');
      relations.push({ id: attributes['Id'] ?? '', type, path: inPackage(parts, target) });
    },
  });
  return relations;
}

function resolved(folder: string, target: string): string {
  const steps = target.startsWith('/') ? target.split('/') : [...folder.split('/'), ...target.split('/')];
  const path: string[] = [];
  for (const step of steps) {
    if (step === '..') path.pop();
    else if (step !== '' && step !== '.') path.push(step);
  }
  return path.join('/');
}

/** Paths of a package do not distinguish capitals. */
function inPackage(parts: Parts, path: string): string {
  if (parts.has(path)) return path;
  const wanted = path.toLowerCase();
  return [...parts.keys()].find((key) => key.toLowerCase() === wanted) ?? path;
}

export async function read(parts: Parts, path: string): Promise<Uint8Array> {
  const part = parts.get(path);
  if (part === undefined) throw damaged();
  try {
    return await part();
  } catch (error) {
    throw asWorkbook(error);
  }
}
