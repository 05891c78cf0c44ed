/** The XML parts of a workbook, one element after another: a sheet of 100,000 rows never stands in memory as a tree. */
import { SaxesParser } from 'saxes';

import { FileError } from './file-error.js';

export interface XmlEvents {
  /** Names without prefix. */
  readonly open?: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly text?: (text: string) => void;
  readonly close?: (name: string) => void;
}

const CHUNK = 64 * 1024;

export const damaged = (): FileError =>
  new FileError('file.malformed', '表格文件不完整或已损坏，请用 Excel 或 WPS 打开后另存为 .xlsx 再上传。');

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/** Throws `FileError`: what is not XML is damaged, what declares anything of its own (entities) is refused. */
export function walkXml(bytes: Uint8Array, events: XmlEvents): void {
  const parser = new SaxesParser({ xmlns: false, position: false });
  parser.on('error', () => {
    throw damaged();
  });
  parser.on('doctype', () => {
    throw new FileError(
      'file.unsupported',
      '表格文件里有自定义的 XML 声明，为安全起见不予读取，请用 Excel 或 WPS 打开后另存为 .xlsx 再上传。',
    );
  });
  if (events.open !== undefined) {
    const { open } = events;
    parser.on('opentag', ({ name, attributes }) => open(local(name), attributes));
  }
  if (events.text !== undefined) {
    parser.on('text', events.text);
    parser.on('cdata', events.text);
  }
  if (events.close !== undefined) {
    const { close } = events;
    parser.on('closetag', ({ name }) => close(local(name)));
  }
  const decoder = new TextDecoder(encodingOf(bytes));
  for (let at = 0; at < bytes.byteLength; at += CHUNK) {
    parser.write(decoder.decode(bytes.subarray(at, at + CHUNK), { stream: true }));
  }
  parser.write(decoder.decode()).close();
}

const encodingOf = (bytes: Uint8Array): string =>
  bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';

/** An attribute by its name without prefix. */
export function attribute(attributes: Readonly<Record<string, string>>, name: string): string | undefined {
  const own = attributes[name];
  if (own !== undefined) return own;
  const prefixed = Object.keys(attributes).find((key) => key.endsWith(`:${name}`));
  return prefixed === undefined ? undefined : attributes[prefixed];
}

/** Of an element `strike`: it may say that nothing is crossed out. */
export const isStruck = (attributes: Readonly<Record<string, string>>): boolean =>
  !/^(?:0|false)$/u.test(attribute(attributes, 'val') ?? '');

const ESCAPE = /_x([0-9A-Fa-f]{4})_/gu;

/** `_x000D_` stands for a character that XML cannot hold; line ends become \n. */
export function unescaped(text: string): string {
  const plain = text.includes('_x')
    ? text.replace(ESCAPE, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;
  return plain.includes('\r') ? plain.replace(/\r\n?/gu, '\n') : plain;
}
