import { fault, type Fault } from '../../understand/fault.js';
import type { BankMedia } from '../../types.js';
import { carriedWarnings, mediaOf, type Carry } from '../carried-media.js';
import { htmlToText, type DroppedFeature, type HtmlText } from '../html-text.js';

/** As Moodle tells them apart. `moodle`: HTML in which a line break is one; `markdown`: the same with marks. */
export type TextFormat = 'html' | 'moodle' | 'markdown' | 'plain';

const DROPPED: Readonly<Record<DroppedFeature, string>> = {
  link: '链接的地址',
  formula: '公式的排版',
  table: '表格的排版',
};
const PICTURE = /!\[([^[\]\n]*)\]\(([^()\s]*)(?:\s[^()\n]*)?\)/gu;
const LINK = /(?<!!)\[([^[\]\n]*)\]\((?:https?:|\/)[^()\n]*\)/gu;
const STRONG = /\*\*(?=\S)([^*\n]+)(?<=\S)\*\*/gu;

/** Plain text and the pictures that stood in it. */
export interface Illustrated {
  readonly text: string;
  readonly media: readonly BankMedia[];
}

/** What is noticed while one item is read: its texts go through here. */
export class Notes {
  private readonly media = new Set<string>();
  private readonly features = new Set<string>();
  private readonly others: Fault[] = [];

  plain(text: string, format: TextFormat): string {
    return this.illustrated(text, format).text;
  }

  /** `carry` only where pictures have a place: in the stem and in choices. */
  illustrated(text: string, format: TextFormat, carry?: Carry): Illustrated {
    if (format === 'plain') return { text: text.replace(/\r\n?/gu, '\n').trim(), media: [] };
    const markup = format === 'markdown' ? this.withoutMarks(text) : text;
    return this.noted(htmlToText(markup, { breaks: format !== 'html', ...(carry === undefined ? {} : { carry }) }));
  }

  noted({ text, media, carried, dropped }: HtmlText): Illustrated {
    media.forEach((name) => this.media.add(name));
    dropped.forEach((feature) => this.features.add(DROPPED[feature]));
    this.others.push(...carriedWarnings(carried));
    return { text, media: mediaOf(carried) };
  }

  /** Something of the item that has no place here, as a noun. */
  drop(feature: string): void {
    this.features.add(feature);
  }

  lacks(file: string): void {
    this.media.add(file);
  }

  warn(problem: Fault): void {
    this.others.push(problem);
  }

  get hasMedia(): boolean {
    return this.media.size > 0;
  }

  /** One warning for all files and one for all features: a person looks at the item once. */
  warnings(): readonly Fault[] {
    const files = [...this.media];
    const features = [...this.features];
    return [
      ...(files.length === 0
        ? []
        : [fault('media.missing', `题目里的图片或音视频没有导入，请在题库里补上文件和替代文字。`, files.join('、'))]),
      ...(features.length === 0
        ? []
        : [fault('feature.dropped', `${features.join('、')}没有保留，请核对题目是否仍然完整。`)]),
      // A text may be read twice.
      ...new Map(this.others.map((problem) => [problem.message, problem])).values(),
    ];
  }

  private withoutMarks(text: string): string {
    return text
      .replace(PICTURE, (_, alternative: string, address: string) => {
        this.media.add(address.split('/').at(-1) ?? address);
        return alternative;
      })
      .replace(LINK, (_, label: string) => {
        this.features.add(DROPPED.link);
        return label;
      })
      .replace(STRONG, '$1');
  }
}
