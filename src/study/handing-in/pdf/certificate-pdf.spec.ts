import { inflateSync } from 'node:zlib';

import type { CertificateFacts } from './certificate.js';
import { certificatePdf } from './certificate-pdf.js';
import { PdfFonts } from './pdf-fonts.js';

const FACTS: CertificateFacts = {
  kind: 'hours',
  name: '示例喆',
  unitName: '示例县残联机关党支部',
  event: '2026年“学法用法”知识竞赛',
  heldOn: '2026-05-17',
  issuer: '示例省残联机关党委',
  issuedOn: '2026-05-20',
  hours: { ledger: '党员集中学习', hundredths: 600, policy: '《示例办法》' },
  award: { passed: true, days: 1 },
  code: 'ABCD-EFGH-JKLM',
  address: 'http://192.168.1.8:8080/certificates/ABCD-EFGH-JKLM',
};

/** Everything in the file that is compressed, as text. */
function streams(pdf: Buffer): string {
  const texts: string[] = [];
  const raw = pdf.toString('latin1');
  for (const found of raw.matchAll(/stream\r?\n/gu)) {
    const start = found.index + found[0].length;
    const end = raw.indexOf('\nendstream', start);
    try {
      texts.push(inflateSync(pdf.subarray(start, end)).toString('latin1'));
    } catch {
      texts.push(raw.slice(start, end));
    }
  }
  return texts.join('\n');
}

/** What copying and reading aloud make of the glyphs. */
function mapped(pdf: Buffer): string {
  const all = streams(pdf);
  const lists = [...all.matchAll(/beginbfrange(.*?)endbfrange/gsu)].map(([, list]) => list ?? '').join('\n');
  return [...lists.matchAll(/<([0-9a-f]{4}(?:[0-9a-f]{4})?)>(?=[\s\]<])/giu)]
    .map(([, hex]) =>
      Buffer.from(hex ?? '', 'hex')
        .swap16()
        .toString('utf16le'),
    )
    .join('');
}

describe('a certificate as PDF', () => {
  const fonts = new PdfFonts();
  let pdf: Buffer;
  beforeAll(async () => {
    pdf = await certificatePdf(FACTS, fonts);
  });

  it('has the signs of its text inside and is small', () => {
    expect(pdf.subarray(0, 8).toString()).toBe('%PDF-1.7');
    expect(pdf.length).toBeLessThan(120_000);
    const raw = pdf.toString('latin1');
    expect(raw).toContain('/FontFile2');
    expect(raw).not.toContain('/Helvetica');
    const text = mapped(pdf);
    for (const sign of '学时证明示例喆竞赛党员集中') expect(text).toContain(sign);
  });

  it('is tagged: a language, a title, headings and paragraphs, words for the picture', () => {
    const raw = pdf.toString('latin1');
    expect(raw).toContain('/Marked true');
    expect(raw).toContain('/Lang (zh-CN)');
    expect(raw).toContain('/DisplayDocTitle true');
    expect(raw).toMatch(/\/S \/Document/u);
    expect(raw).toMatch(/\/S \/H1/u);
    expect(raw.match(/\/S \/P\b/gu)?.length).toBeGreaterThanOrEqual(7);
    expect(raw).toMatch(/\/S \/Figure[^>]*\/Alt|\/Alt[^>]*\/S \/Figure/su);
    expect(streams(pdf)).toContain('pdfuaid');
  });

  it('says of a sign that the font lacks which one it is, and keeps it for whoever reads by ear', async () => {
    const rare = await certificatePdf({ ...FACTS, name: '示\u{2CB73}' }, fonts);
    const text = mapped(rare);
    expect(text).toContain('〓');
    const actual = Buffer.from('\u{2CB73}', 'utf16le').swap16().toString('latin1');
    expect(rare.includes(Buffer.from(actual, 'latin1'))).toBe(true);
    const runs = await fonts.runs('示\u{2CB73}', 'regular');
    expect(runs.missing).toEqual(['\u{2CB73}']);
    expect(runs.runs.map((run) => run.text).join('')).toBe('示〓');
  });

  it('is the same file for the same facts', async () => {
    const strip = (bytes: Buffer): string => bytes.toString('latin1').replace(/\/ID \[.*?\]/su, '');
    expect(strip(await certificatePdf(FACTS, fonts))).toBe(strip(pdf));
  });
});
