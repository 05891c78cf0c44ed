/* oxlint-disable no-control-regex -- signatures of files hold control characters */
/** What a file is, from its content: the name that it came with decides nothing. */
import type { Format } from '../../core/question-bank/formats/reading.js';

/** Recognised and not read: `message` is one Chinese sentence with what to do instead. */
export interface Unread {
  readonly known: false;
  readonly format: string;
  readonly message: string;
}
export type Recognised = { readonly known: true; readonly format: Format } | Unread;

export const known = (format: Format): Recognised => ({ known: true, format });

/** `name` as people call it. */
export const refused = (format: string, name: string, advice: string): Unread => ({
  known: false,
  format,
  message: `这是${name}，不能直接读出题目，${advice}。`,
});

const AS_WORDS = '请转成文字，或另存为 .docx、.xlsx 后再上传';
const AS_OFFICE = '请用 Excel 或 Word（WPS 也可以）打开，有密码的先去掉密码，另存为 .xlsx 或 .docx 后再上传';
const UNPACKED = '请先解压，再逐个上传里面的题库文件';
const OTHER_FILE = '请选择题库文件上传';

/** Over the first bytes, one character each. */
const SIGNATURES: readonly (readonly [pattern: RegExp, format: string, name: string, advice: string])[] = [
  [/^%PDF-/u, 'pdf', ' PDF 文件', AS_WORDS],
  [/^\x89PNG/u, 'png', '图片（PNG）', AS_WORDS],
  [/^\xff\xd8\xff/u, 'jpeg', '图片（JPEG）', AS_WORDS],
  [/^GIF8[79]a/u, 'gif', '图片（GIF）', AS_WORDS],
  [/^BM.{4}\0{4}/su, 'bmp', '图片（BMP）', AS_WORDS],
  [/^(?:II\*\0|MM\0\*)/u, 'tiff', '图片（TIFF）', AS_WORDS],
  [/^RIFF.{4}WEBP/su, 'webp', '图片（WebP）', AS_WORDS],
  [/^.{4}ftyp/su, 'video', '视频、录音或手机照片', AS_WORDS],
  [/^(?:ID3|RIFF.{4}WAVE)/su, 'audio', '录音', AS_WORDS],
  [/^\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1/u, 'ole', '旧版 Office 文件（.xls、.doc）或设有密码的文件', AS_OFFICE],
  [/^\{\\rtf/u, 'rtf', ' RTF 文件', '请用 Word 或 WPS 打开，另存为 .docx 后再上传'],
  [/^Rar!/u, 'rar', '压缩包（RAR）', UNPACKED],
  [/^7z\xbc\xaf/u, '7z', '压缩包（7z）', UNPACKED],
  [/^\x1f\x8b/u, 'gzip', '压缩包（gzip）', UNPACKED],
  [/^.{257}ustar/su, 'tar', '压缩包（tar）', UNPACKED],
  [/^(?:MZ.{0,100}\0|\x7fELF)/su, 'program', '程序', OTHER_FILE],
  [/^SQLite format 3\0/u, 'sqlite', '数据库文件', '请在原来的软件里导出为 Excel 后再上传'],
]; // prettier-ignore

const SIGNATURE_BYTES = 300;
const ZIP = /^PK(?:\x03\x04|\x05\x06|\x07\x08)/u;

/** Null: nothing that bytes alone tell, so a text if it decodes. A zip is told by `recogniseArchive`. */
export function recogniseBytes(bytes: Uint8Array): Unread | 'zip' | null {
  const head = Buffer.from(bytes.subarray(0, SIGNATURE_BYTES)).toString('latin1');
  if (ZIP.test(head)) return 'zip';
  const found = SIGNATURES.find(([pattern]) => pattern.test(head));
  return found === undefined ? null : refused(found[1], found[2], found[3]);
}

/** In this order: an office file has parts that others have too. */
const ARCHIVES: readonly (readonly [path: RegExp, what: Recognised])[] = [
  [/^xl\/workbook\.xml$/u, known('xlsx')],
  [/^word\/document\.xml$/u, known('docx')],
  [/^xl\/workbook\.bin$/u, refused('xlsb', '二进制的 Excel 文件（.xlsb）', '请另存为 .xlsx 后再上传')],
  [/^ppt\/presentation\.xml$/u, refused('pptx', '演示文稿（.pptx）', AS_WORDS)],
  [/^META-INF\/manifest\.xml$/u, refused('odf', ' OpenDocument 文件（.odt、.ods）', '请另存为 .docx 或 .xlsx 后再上传')],
  [/^META-INF\/container\.xml$/u, refused('epub', '电子书（.epub）', AS_WORDS)],
  [/^(?:index\.apxl|Index\/Document\.iwa|Index\.zip)$/u, refused('iwork', ' Apple 的 Pages、Numbers 或 Keynote 文件', '请导出为 .docx 或 .xlsx 后再上传')],
  [/^moodle_backup\.xml$/u, refused('moodle-backup', ' Moodle 课程备份', '请在 Moodle 题库里导出为 Moodle XML 后再上传')],
  [/^h5p\.json$/u, refused('h5p', ' H5P 互动内容', '请在原来的系统里导出为 QTI 或 Moodle XML 后再上传')],
  // Which version is told by the items in it.
  [/(?:^|\/)imsmanifest\.xml$/u, known('qti-2.1')],
  [/\.xml$/iu, known('qti-2.1')],
]; // prettier-ignore

/** By the paths of the files in a zip. */
export function recogniseArchive(paths: Iterable<string>): Recognised {
  const all = [...paths];
  const what = ARCHIVES.find(([pattern]) => all.some((path) => pattern.test(path)))?.[1];
  return what ?? refused('zip', '压缩包', UNPACKED);
}
