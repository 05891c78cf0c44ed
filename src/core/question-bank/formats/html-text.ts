/** HTML as editors write it to the plain text that items are kept in. */
import type { Carried, Carry } from './carried-media.js';
import { decodeEntities } from './html-entities.js';
import { SIGN_VIDEO_CLASS } from './media-markup.js';
import { shifted, type Level } from './shifted-signs.js';

/** What has no place in plain text. */
export type DroppedFeature = 'link' | 'formula' | 'table';

export interface HtmlText {
  /** One line break between paragraphs, none at either end. */
  readonly text: string;
  /** Names of the pictures, recordings and films that stood in it and are not carried. */
  readonly media: readonly string[];
  readonly carried: readonly Carried[];
  readonly dropped: readonly DroppedFeature[];
}

const words = (list: string) => new Set(list.split(' '));
const BLOCKS = words(
  'address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section summary table tbody tfoot thead title tr ul',
);
const INLINE = words(
  'a abbr acronym audio b base bdi bdo big br button cite code col colgroup data datalist del dfn em embed font head i iframe img input ins kbd label link map area mark math meta meter nobr noscript object optgroup option output param picture progress q rp rt ruby s samp script select small source span strike strong style sub sup svg td template textarea th time track tt u var video wbr',
);
const MEDIA = words('audio video source object embed iframe svg');
/** Read by machines only. */
const UNSEEN = words('script style template head title');

/** Elements of HTML and of Word (`o:p`); `<stdio.h>` and `a < b` are words of the author. */
const isMarkup = (name: string) => BLOCKS.has(name) || INLINE.has(name) || name.includes(':') || MATHML.test(name);
const MATHML =
  /^(?:m(?:i|n|o|s|row|frac|sqrt|root|text|style|sup|sub|subsup|table|tr|td|over|under|underover|fenced|space|padded)|semantics|annotation)$/u;

/**
 * Makes plain text of a row of texts and tags, whoever found them: a scanner of HTML or a walk over a tree of elements.
 * Names of tags are in small letters.
 */
export class TextMaker {
  private readonly pieces: string[] = [];
  private readonly media = new Set<string>();
  private readonly carried = new Map<string, Carried>();
  private readonly dropped = new Set<DroppedFeature>();
  private readonly levels: Level[] = [];
  private preformatted = 0;

  /** `breaks`: a line break in the text is one on the page, as in Moodle's own format. */
  constructor(
    private readonly breaks = false,
    private readonly carry: Carry = () => undefined,
  ) {}

  text(text: string): void {
    const space = this.breaks || this.preformatted > 0 ? /[^\S\n\u00A0\u3000]+/gu : /[^\S\u00A0\u3000]+/gu;
    this.pieces.push(shifted(text.replace(space, ' '), this.levels.at(-1)));
  }

  lineBreak(): void {
    this.pieces.push('\n');
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (BLOCKS.has(name) || name === 'br') this.lineBreak();
    if (name === 'td' || name === 'th') this.pieces.push(' ');
    if (name === 'sup' || name === 'sub') this.levels.push(name);
    if (name === 'pre') this.preformatted += 1;
    if (name === 'table') this.dropped.add('table');
    if (name === 'math') this.dropped.add('formula');
    if (name === 'img') {
      const [address = '', alt = ''] = [attributes['src'], attributes['alt']];
      if (!this.carries(address, alt, attributes)) {
        this.pieces.push(alt);
        this.media.add(fileName(address));
      }
    }
    if (MEDIA.has(name)) {
      const address = attributes['src'] ?? attributes['data'];
      const title = attributes['aria-label'] ?? attributes['title'] ?? '';
      if (address === undefined || !this.carries(address, title, attributes)) this.addMedia(name, address);
    }
    if (name === 'track') this.addCaptions(attributes['src'] ?? '');
    if (name === 'param' && attributes['name'] === 'captions') this.addCaptions(attributes['value'] ?? '');
    const address = name === 'a' ? attributes['href'] : undefined;
    if (address === undefined || address.startsWith('#')) return;
    if (address.startsWith('@@PLUGINFILE@@')) this.media.add(fileName(address));
    else this.dropped.add('link');
  }

  close(name: string): void {
    if (BLOCKS.has(name)) this.lineBreak();
    if (name === 'sup' || name === 'sub') this.levels.pop();
    if (name === 'pre' && this.preformatted > 0) this.preformatted -= 1;
  }

  done(): HtmlText {
    const text = this.pieces
      .join('')
      .replace(/[ \n]*\n[ \n]*/gu, '\n')
      // Editors write `&nbsp;` beside a space where somebody pressed the bar twice.
      .replace(/ {2,}| +\u00A0|\u00A0 +/gu, ' ')
      .replace(/\u00A0/gu, ' ')
      .trim();
    const carried = [...this.carried.values()];
    // A choice that is nothing but a picture is called by its words.
    const shown =
      text === ''
        ? carried
            .map(({ media }) => media.alt ?? '')
            .join(' ')
            .trim()
        : text;
    return { text: shown, media: [...this.media], carried, dropped: [...this.dropped] };
  }

  /** True where what the address means would be carried. */
  holds(address: string): boolean {
    return this.carry(address) !== undefined;
  }

  /** A picture that is carried keeps its words beside it and not in the text. Films are carried where they say what they are. */
  private carries(address: string, alt: string, attributes: Readonly<Record<string, string>>): boolean {
    const kept = this.carry(address);
    if (kept === undefined || kept.kind === 'captions') return false;
    const { kind, file } = kept;
    const marks = (attributes['class'] ?? '').split(/\s+/u);
    if (kind === 'sign-video' && !marks.includes(SIGN_VIDEO_CLASS)) return false;
    const words = alt.trim();
    this.carried.set(file, {
      name: fileName(address),
      media: { kind, file, ...(words === '' ? {} : { alt: words }) },
    });
    return true;
  }

  /** Of the film before them. */
  private addCaptions(address: string): void {
    const film = [...this.carried.values()].at(-1);
    const kept = this.carry(address);
    if (film?.media.kind !== 'sign-video' || kept?.kind !== 'captions') return;
    this.carried.set(film.media.file, { ...film, media: { ...film.media, captions: kept.file } });
  }

  /** A film with two sources is one film. */
  private addMedia(name: string, address: string | undefined): void {
    if (address !== undefined) this.media.add(fileName(address));
    else if (name === 'svg') this.media.add('矢量图');
  }
}

function fileName(address: string): string {
  if (/^data:/iu.test(address)) return '内嵌图片';
  const last = address.split(/[?#]/u)[0]?.split('/').at(-1) ?? '';
  if (last === '') return '图片';
  try {
    return decodeURIComponent(last);
  } catch {
    // A name with a bare % is no URI, but a name.
    return last;
  }
}

/**
 * Plain text of HTML: references decoded, paragraphs and `br` to line breaks, a picture to its alternative text, formulas
 * between dollars or \( \) as they are. Tags that are none of HTML's are words of the author and stay. Time is linear.
 */
export function htmlToText(
  html: string,
  options: { readonly breaks?: boolean; readonly carry?: Carry } = {},
): HtmlText {
  const maker = new TextMaker(options.breaks, options.carry);
  const ends = new Ends(html);
  let from = 0;
  let at = html.indexOf('<');
  const flush = (end: number): void => {
    if (end > from) maker.text(decodeEntities(html.slice(from, end)));
  };
  while (at >= 0) {
    const end = markupEnd(html, at, ends, maker, flush);
    if (end !== undefined) from = end;
    at = html.indexOf('<', end ?? at + 1);
  }
  flush(html.length);
  return maker.done();
}

/** Looks for closing marks; what was not found once is not looked for again, or `<!--<!--<!--` would cost a square. */
class Ends {
  private readonly missing = new Set<string>();
  private lower: string | undefined;

  constructor(private readonly html: string) {}

  after(mark: string, from: number): number | undefined {
    if (this.missing.has(mark)) return undefined;
    this.lower ??= this.html.toLowerCase();
    // Some capital letters change their length; then positions would not fit.
    const text = this.lower.length === this.html.length ? this.lower : this.html;
    const found = text.indexOf(mark, from);
    if (found >= 0) return found + mark.length;
    this.missing.add(mark);
    return undefined;
  }
}

/** The end of the tag, comment or declaration at `at`; undefined where `<` is a character of the text. */
function markupEnd(
  html: string,
  at: number,
  ends: Ends,
  maker: TextMaker,
  flush: (end: number) => void,
): number | undefined {
  if (html.startsWith('<!--', at)) {
    const end = ends.after('-->', at + 4);
    if (end !== undefined) flush(at);
    return end;
  }
  if (/^<(?:!\[|!doctype|\?xml)/iu.test(html.slice(at, at + 10))) {
    const end = ends.after('>', at);
    if (end !== undefined) flush(at);
    return end;
  }
  const tag = tagAt(html, at);
  if (tag === undefined || !isMarkup(tag.name)) return undefined;
  flush(at);
  if (tag.closing) {
    maker.close(tag.name);
    return tag.end;
  }
  if (UNSEEN.has(tag.name)) return ends.after(`</${tag.name}>`, tag.end) ?? tag.end;
  maker.open(tag.name, tag.attributes());
  return tag.end;
}

interface Tag {
  readonly name: string;
  readonly closing: boolean;
  readonly end: number;
  readonly attributes: () => Readonly<Record<string, string>>;
}

const NAME = /<(\/?)([A-Za-z][A-Za-z0-9]*(?::[A-Za-z]+)?)(?=[\s/>])/uy;
const ATTRIBUTE = /(?<![\w:-])([A-Za-z][\w:-]*)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gu;

function tagAt(html: string, at: number): Tag | undefined {
  NAME.lastIndex = at;
  const [opening, slash = '', name = ''] = NAME.exec(html) ?? [];
  if (opening === undefined) return undefined;
  const end = tagEnd(html, at + opening.length);
  if (end === undefined) return undefined;
  const attributes = () =>
    Object.fromEntries(
      [...html.slice(at, end).matchAll(ATTRIBUTE)].map(([, key = '', double, single, bare]) => [
        key.toLowerCase(),
        decodeEntities(double ?? single ?? bare ?? ''),
      ]),
    );
  return { name: name.toLowerCase(), closing: slash === '/', end, attributes };
}

/** Behind the next `>` that stands outside of quotes; another `<` before it: this was no tag. */
function tagEnd(html: string, from: number): number | undefined {
  for (let at = from; at < html.length; at += 1) {
    const sign = html[at];
    if (sign === '>') return at + 1;
    if (sign === '<') return undefined;
    if (sign !== '"' && sign !== "'") continue;
    at = html.indexOf(sign, at + 1);
    if (at < 0) return undefined;
  }
  return undefined;
}
