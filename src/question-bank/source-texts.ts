import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { locatorOf } from '../core/question-bank/locator.js';
import type { BankSource } from '../core/question-bank/types.js';

interface Passage {
  readonly article?: number;
  readonly n?: number;
  readonly section?: string | null;
  readonly text: string;
}
export type Lookup = { readonly text: string } | { readonly fault: string };

/** Files of numbered paragraphs; a text has those that it needs. */
const PARAGRAPH_FILES = ['paragraphs.json', 'general-program.json', 'preamble.json'] as const;

/**
 * The texts that items are based on, a folder each: DIR/<document>/text.txt, articles.json
 * ([{ article, text }]) and, where parts of it have no article numbers, one of PARAGRAPH_FILES ([{ n, section, text }]).
 */
export class SourceTexts {
  private readonly files = new Map<string, Promise<string>>();

  constructor(private readonly directory: string) {}

  has(document: string): boolean {
    return existsSync(join(this.directory, document));
  }

  /** The passage an item cites. */
  async passage(source: BankSource): Promise<Lookup> {
    if (source.article !== undefined) return this.article(source);
    if (source.paragraph !== undefined) return this.paragraph(source);
    const text = await this.whole(source.document);
    if (source.section !== undefined && !text.includes(source.section)) {
      return { fault: `原文中没有“${source.section}”这一部分，请核对出处。` };
    }
    return { text };
  }

  private async article({ document, article }: BankSource): Promise<Lookup> {
    const passages = await this.passages(document, 'articles.json');
    const passage = passages.find((candidate) => candidate.article === article);
    return passage ?? { fault: `原文中没有${locatorOf({ article: article ?? 0 }) ?? ''}，请核对条号。` };
  }

  private async paragraph({ document, paragraph, section }: BankSource): Promise<Lookup> {
    const file = PARAGRAPH_FILES.find((name) => existsSync(join(this.directory, document, name)));
    const passages = file === undefined ? [] : await this.passages(document, file);
    const passage = passages.find((candidate) => candidate.n === paragraph);
    if (passage === undefined) return { fault: `原文中没有第 ${paragraph} 段，请核对段号。` };
    if (passage.section !== section)
      return { fault: `第 ${paragraph} 段在“${passage.section ?? ''}”部分，请改正 section。` };
    return passage;
  }

  private async passages(document: string, file: string): Promise<readonly Passage[]> {
    return JSON.parse(await this.read(join(document, file))) as readonly Passage[];
  }

  private whole(document: string): Promise<string> {
    return this.read(join(document, 'text.txt'));
  }

  private read(path: string): Promise<string> {
    const known = this.files.get(path);
    if (known !== undefined) return known;
    const reading = readFile(join(this.directory, path), 'utf8');
    this.files.set(path, reading);
    return reading;
  }
}

/** Word for word, white space aside. */
export function containsWords(text: string, quote: string): boolean {
  const bare = (words: string) => words.replace(/\s/gu, '');
  return bare(text).includes(bare(quote));
}
