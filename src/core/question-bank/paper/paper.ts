/** A paper for print as it is drawn: what stands where, without fonts and sizes. */

export interface PaperOptions {
  /** The title of the bank where left out. */
  readonly title?: string;
  /** `large`: for people who need large type; each choice on a line of its own. */
  readonly print: 'normal' | 'large';
  /** Files of pictures that are to be had; others are a loss. */
  readonly pictures?: ReadonlySet<string>;
  /** What each participant writes at the top; 支部, 姓名, 得分 where left out. */
  readonly blanks?: readonly string[];
  /** Letters and signs are written into one grid at the top, which is marked at a glance, rather than behind each item. */
  readonly grid?: boolean;
  /** What whoever marks must know, above the key: 少选得一半分. */
  readonly notes?: readonly string[];
  /** By kind where left out; the rounds of a contest otherwise. Items that no section names are not on the paper. */
  readonly sections?: readonly {
    readonly title: string;
    readonly itemIds: readonly string[];
    /** Of each item, in plain points; what the items suggest where left out. */
    readonly points?: number;
  }[];
}

export interface Paper {
  readonly print: PaperOptions['print'];
  readonly title: string;
  /** 共 20 题，满分 100 分 */
  readonly summary: string;
  /** What each participant writes at the top: 支部, 姓名 … */
  readonly blanks: readonly string[];
  /** Numbers of the items whose response goes into the grid; empty where there is none. */
  readonly grid: readonly number[];
  readonly sections: readonly PaperSection[];
  readonly notes: readonly string[];
  readonly key: readonly KeySection[];
}

export interface PaperSection {
  /** Without the number of the section, which the headings count. */
  readonly heading: string;
  /** How to respond, where all items of the section are of one kind. */
  readonly instruction: string;
  readonly items: readonly PaperItem[];
}

export interface PaperItem {
  /** Counted through the whole paper, from 1. */
  readonly number: number;
  /** Line breaks as in the item; a place to write is a `Blank`. */
  readonly stem: readonly StemPart[];
  /** In words, what the participant would see or hear: 图：示例地图. */
  readonly media: readonly string[];
  /** Printed above the choices, those of choices with their letters. */
  readonly pictures: readonly PaperPicture[];
  readonly choices: readonly LabelledText[];
  /** So many choices stand beside each other. */
  readonly columns: 1 | 2 | 4;
  /** Right side of `matching`; empty otherwise. */
  readonly targets: readonly LabelledText[];
  /** Lines on which the response is written; 0 where the stem has the place for it. */
  readonly lines: number;
  /** A line of its own for the response: 顺序： or A—（  ） B—（  ）. */
  readonly response: string;
}

export interface PaperPicture {
  /** As `BankMedia.file`; in a contest the address of the file. */
  readonly file: string;
  /** What is on it, for those who are read to. */
  readonly words: string;
  /** Letter or figure of the choice that it belongs to; empty at the stem. */
  readonly label: string;
}

export type StemPart = string | { readonly blank: true };

export interface LabelledText {
  readonly label: string;
  readonly text: string;
}

export interface KeySection {
  readonly heading: string;
  readonly items: readonly KeyItem[];
}

export interface KeyItem {
  readonly number: number;
  /** As the marker reads it: C, ABD, 正确, 七，或 7；十二. */
  readonly key: string;
  /** The key fits into a table of numbers and letters. */
  readonly brief: boolean;
  readonly explanation?: string;
  /** 《民法典》第一百八十四条：“……” */
  readonly source?: string;
}
