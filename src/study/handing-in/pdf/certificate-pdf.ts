/** A certificate as PDF: tagged (PDF/UA), its font inside, some tens of kilobytes. Lengths in points. */
import PDFDocument from 'pdfkit';
import QRCode from 'qrcode';

import { printable } from '../year-ledger.js';
import { certificateText, type CertificateFacts } from './certificate.js';
import type { FontRun, PdfFonts, Weight } from './pdf-fonts.js';

const A4 = { width: 595.28, height: 841.89 } as const;
const SIDE = 85;
const WIDTH = A4.width - 2 * SIDE;
const QR = 92;
const CLOSING = /^[，。、；：？！”’》）〉〕】]$/u;

interface Line {
  readonly runs: readonly FontRun[];
  readonly width: number;
}

interface Style {
  readonly size: number;
  readonly weight: Weight;
  readonly align: 'left' | 'centre' | 'right';
  /** From line to line. */
  readonly leading: number;
  /** In squares. */
  readonly indent: number;
}

const BODY: Style = { size: 16, weight: 'regular', align: 'left', leading: 32, indent: 2 };
const SMALL: Style = { size: 10.5, weight: 'regular', align: 'left', leading: 18, indent: 0 };

export async function certificatePdf(facts: CertificateFacts, fonts: PdfFonts): Promise<Buffer> {
  const text = printable(certificateText(facts));
  const document = new PDFDocument({
    size: 'A4',
    margin: 0,
    pdfVersion: '1.7',
    // Newer than what its types know.
    subset: 'PDF/UA' as never,
    tagged: true,
    lang: 'zh-CN',
    displayTitle: true,
    font: undefined as never,
    info: { Title: `${text.title}　${facts.code}`, Author: facts.issuer, Producer: '学赛', Creator: '学赛', CreationDate: new Date(`${facts.issuedOn}T00:00:00+08:00`) },
  });
  const bytes = collected(document);
  const page = new Page(document, fonts);
  page.frame();
  await page.put('H1', text.title, { size: 36, weight: 'bold', align: 'centre', leading: 54, indent: 0 }, 150);
  await page.put('P', text.salutation, { ...BODY, indent: 0 }, page.y + 54);
  for (const paragraph of text.paragraphs) await page.put('P', paragraph, BODY, page.y + 6);
  await page.put('P', text.signature[0], { ...BODY, align: 'right', indent: 0 }, page.y + 48);
  await page.put('P', text.signature[1], { ...BODY, align: 'right', indent: 0 }, page.y);
  page.code(facts.address, `二维码：打开验证网址${facts.address}`);
  const left = A4.height - 190;
  page.y = left;
  for (const line of text.check) await page.put('P', line, SMALL, page.y, QR + 18);
  if (page.missing.size > 0) await page.put('P', missingText(page.missing), SMALL, page.y, QR + 18);
  page.root.end();
  document.end();
  return bytes;
} // prettier-ignore

const missingText = (missing: ReadonlySet<string>): string =>
  `“〓”代替字库中没有的字：${[...missing].map((sign) => `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase()}`).join('、')}。`;

/** The page of one certificate, written from the top down. */
class Page {
  y = 0;
  readonly missing = new Set<string>();
  /** Everything that is read out hangs on this one, as readers expect. */
  readonly root: PDFKit.PDFStructureElement;
  private readonly registered = new Set<string>();

  constructor(
    private readonly document: PDFKit.PDFDocument,
    private readonly fonts: PdfFonts,
  ) {
    this.root = document.struct('Document');
    document.addStructure(this.root);
  }

  /** Nothing that is to be read out. */
  frame(): void {
    const { document } = this;
    document.markContent('Artifact', { type: 'Layout' });
    document.lineWidth(2.5).rect(36, 36, A4.width - 72, A4.height - 72).stroke('#8a1f1f'); // prettier-ignore
    document.lineWidth(0.75).rect(42, 42, A4.width - 84, A4.height - 84).stroke('#8a1f1f'); // prettier-ignore
    document.endMarkedContent();
    document.fillColor('#000000');
  }

  /** @param from the left margin, beside the usual one */
  async put(tag: string, text: string, style: Style, y: number, from = 0): Promise<void> {
    this.y = y;
    const lines = await this.broken(text, style, WIDTH - from);
    // Who reads by ear or copies hears the sign itself, though no font here could draw it.
    const actual = lines.some(({ runs }) => runs.some((run) => run.text.includes('〓'))) ? { actual: text } : {};
    const draw = (): void => {
      lines.forEach((line, index) => this.line(line, style, index === 0, from));
    };
    this.root.add(this.document.struct(tag, actual, [draw]));
  }

  private line({ runs, width }: Line, { size, align, leading, indent }: Style, first: boolean, from: number): void {
    const start = SIDE + from + (first ? indent * size : 0);
    let x = align === 'left' ? start : align === 'right' ? SIDE + WIDTH - width - 2 * size : SIDE + (WIDTH - width) / 2;
    for (const { key, text } of runs) {
      this.document.font(key).fontSize(size).text(text, x, this.y, { lineBreak: false });
      x += this.document.widthOfString(text);
    }
    this.y += leading;
  }

  /** A line never begins with a closing sign: what stands before it comes down as well. */
  private async broken(text: string, { size, weight, indent }: Style, width: number): Promise<readonly Line[]> {
    const lines: string[] = [];
    let line = '';
    let room = width - indent * size;
    for (const piece of text.match(/[\u0021-\u007e]+|./gsu) ?? []) {
      const wide = [...piece].reduce((sum, sign) => sum + (/[\u0020-\u007e]/u.test(sign) ? 0.58 : 1), 0) * size;
      if (wide > room && line !== '') {
        const [kept, down] = CLOSING.test(piece) ? [line.slice(0, -1), line.slice(-1)] : [line, ''];
        lines.push(kept);
        line = down;
        room = width - down.length * size;
      }
      line += piece;
      room -= wide;
    }
    const measured: Line[] = [];
    // One after the other: the order in which fonts come into the file is that of the text, each time.
    for (const one of [...lines, line]) measured.push(await this.measured(one, size, weight));
    return measured;
  }

  private async measured(text: string, size: number, weight: Weight): Promise<Line> {
    const { runs, missing } = await this.fonts.runs(text, weight);
    for (const sign of missing) this.missing.add(sign);
    let width = 0;
    for (const { key, font, text: part } of runs) {
      this.register(key, font);
      width += this.document.font(key).fontSize(size).widthOfString(part);
    }
    return { runs, width };
  }

  /** The library takes an opened font, though its types know of files only. */
  private register(key: string, font: FontRun['font']): void {
    if (this.registered.has(key)) return;
    this.document.registerFont(key, font as never);
    this.registered.add(key);
  }

  /** The address as squares, drawn and not a picture: sharp at any size. */
  code(address: string, alt: string): void {
    const { modules } = QRCode.create(address, { errorCorrectionLevel: 'M' });
    const step = QR / modules.size;
    const top = A4.height - 192;
    const draw = (): void => {
      for (let row = 0; row < modules.size; row++) {
        for (let column = 0; column < modules.size; column++) {
          if (modules.get(row, column)) this.document.rect(SIDE + column * step, top + row * step, step, step);
        }
      }
      this.document.fill('#000000');
    };
    const bbox: [number, number, number, number] = [SIDE, A4.height - top - QR, SIDE + QR, A4.height - top];
    this.root.add(this.document.struct('Figure', { alt, bbox } as never, [draw]));
  }
}

function collected(document: PDFKit.PDFDocument): Promise<Buffer> {
  const parts: Buffer[] = [];
  return new Promise((resolve, reject) => {
    document.on('data', (part: Buffer) => parts.push(part));
    document.on('end', () => resolve(Buffer.concat(parts)));
    document.on('error', reject);
  });
}
