/** The state of a pass over the lines, and the few ways in which it changes. */
import { bareMark, fillingsOf } from './brackets.js';
import { choicesFrom, choicesInStem, type ChoiceLabel } from './choice-labels.js';
import type { Fault } from '../../understand/fault.js';
import { newDraft, type Draft } from './draft.js';
import { eventsOf, tells, type Event } from './events.js';
import { isKindTag, Outline, type Section } from './headings.js';
import type { KeyArea } from './key-area.js';
import { kindPlace, type KindPlace } from './kind-lines.js';
import { cut, type Line } from './lines.js';
import { isBasedOn, isInstruction, type Material } from './material.js';
import { numberAs, type ItemNumber, type NumberStyle } from './numbers.js';
import type { Shape } from './shapes.js';

/**
 * `none`: no item; `material`: a text for the next items; `stem`, `choices`: in it; `bare`: choices without letters; `closed`: its key is complete; `open`: its key
 * may go on; `explained`: its explanation may.
 */
export type State = 'none' | 'material' | 'stem' | 'choices' | 'bare' | 'closed' | 'open' | 'explained';

export interface PlacedArea extends KeyArea {
  /** How many drafts stand before it. */
  readonly after: number;
  /** The items that its keys belong to, where that is known. */
  readonly of?: readonly Draft[];
}

/** What the line before an item says of it. */
export interface Announced {
  readonly kind?: string;
  readonly points?: string;
  readonly number?: number;
  /** Of the line that says the kind. */
  readonly line?: Line;
  readonly fault?: Fault;
}

/** Items that may be missing between two numbers of one list. */
export const LEAP = 20;
/** Items that are told to stand below a text of which nobody can tell whether they are based on it. */
const MOST_NEAR = 5;
const STATEMENT_KINDS = new Set(['true-false', 'fill-in', 'short-answer']);
/** A line is as long as lines get: its author did not end it there. */
const FULL = 0.88;

export class Collecting {
  readonly drafts: Draft[] = [];
  readonly areas: PlacedArea[] = [];
  readonly unclaimed = new Set<Line>();
  /** Lines that were understood: part of an item, a heading, keys. */
  readonly settled = new Set<Line>();
  /** Lines about a response that somebody once gave: their own result is no part of a bank. */
  readonly ignored: Line[] = [];
  readonly outline = new Outline();
  /** By line: the next thing with a sign after it. */
  readonly events: readonly Event[];
  /** Most items have a number: then other lines do not begin items, unless choices follow them. */
  readonly numbered: boolean;
  readonly kinds: KindPlace;
  /** The current item is numbered 1. or 1、, not 1). */
  readonly signs = { others: false };
  section: Section = {};
  current: Draft | undefined;
  state: State = 'none';
  /** Number of the last item. */
  last: number | undefined;
  /** Last number of a list within a model answer or an explanation. */
  sublist: number | undefined;
  /** The line before, whatever it was. */
  previous: Line | undefined;
  /** An empty line stands before this one. */
  gap = false;
  announced: Announced = {};
  /** The last text that items share, and all of them. */
  material: Material | undefined;
  readonly materials: Material[] = [];
  /** An item before the current one has no key: then a list of keys is not the current one's own. */
  keyless = false;
  index = 0;
  private readonly claimed = new Map<Draft, Line[]>();
  private readonly sectioned: boolean;

  constructor(
    readonly shapes: readonly Shape[],
    readonly style: NumberStyle | undefined,
    private readonly width: number,
  ) {
    this.events = eventsOf(shapes);
    this.kinds = kindPlace(shapes);
    this.sectioned = shapes.some(({ heading }) => heading?.kind !== undefined);
    const count = (test: (shape: Shape) => boolean) => shapes.filter(test).length;
    const numbers = count(({ number }) => number !== undefined);
    const items = Math.max(
      count(({ choice }) => choice?.letter === 'A'),
      count(({ labels }) => labels.some(({ field }) => field === 'key')),
    );
    this.numbered = numbers > 0 && numbers >= items * 0.5;
  }

  get event(): Event {
    return this.events[this.index] ?? 'end';
  }

  get shape(): Shape {
    return this.shapes[this.index] as Shape;
  }

  /** The next line that is not empty. */
  get following(): Shape | undefined {
    return this.followers(1)[0];
  }

  /** The next lines that are not empty. */
  followers(count: number): readonly Shape[] {
    const found: Shape[] = [];
    for (let index = this.index + 1; found.length < count && index < this.shapes.length; index += 1) {
      const shape = this.shapes[index] as Shape;
      if (!shape.line.blank) found.push(shape);
    }
    return found;
  }

  get brokenOff(): boolean {
    return (this.previous?.width ?? 0) >= this.width * FULL;
  }

  /** Whether a statement, a text with blanks or the like is asked for here, of which every line may be one. */
  get ofStatements(): boolean {
    return this.section.named !== undefined && STATEMENT_KINDS.has(this.section.named);
  }

  claim(line: Line): void {
    this.settled.add(line);
    if (this.current !== undefined) this.claimed.get(this.current)?.push(line);
  }

  leave(line: Line): void {
    this.unclaimed.add(line);
  }

  /** Begins an item whose stem stands between two offsets of a line. */
  open(line: Line, number: ItemNumber | undefined, from: number, to: number): void {
    this.close();
    if (number !== undefined && this.begunAnew(number.value)) {
      this.section = {};
      if (this.material?.range === undefined && this.material?.carried !== 0) this.material = undefined;
    }
    const { kind = number?.kind, points, fault } = this.announced;
    const value = number?.value ?? this.announced.number;
    this.announced = {};
    const draft: Draft = {
      ...newDraft(line.number, this.section),
      ...(value === undefined ? {} : { number: value }),
      ...(kind === undefined ? {} : { kind }),
      ...(points === undefined ? {} : { points }),
      ...(fault === undefined ? {} : { fault }),
      ...this.basis(value),
      ...partOf(line),
    };
    this.current = draft;
    this.drafts.push(draft);
    this.claimed.set(draft, []);
    this.claim(line);
    this.state = 'stem';
    this.signs.others = number !== undefined && !line.shade.slice(number.start, number.end).includes(')');
    if (number !== undefined) this.last = number.value;
    this.sublist = undefined;
    const mark = number === undefined ? '' : cut(line, 0, this.shape.mark);
    this.addStem(line, from, to, /^[^([（【]/u.test(mark) ? `（ ${mark} ）` : mark);
  }

  /** The text that an item with this number is based on, or only stands below. */
  private basis(number: number | undefined): Pick<Draft, 'material' | 'below'> {
    const { material } = this;
    const based = material === undefined ? false : isBasedOn(material, number);
    if (material === undefined || based === false || material.text.empty) return {};
    if (based === true) {
      material.carried += 1;
      return { material: material.text.toString() };
    }
    material.near += 1;
    return material.near > MOST_NEAR ? {} : { below: material.text.toString() };
  }

  /** Begins a text that the next items share. */
  share(material: Material): void {
    this.close();
    this.material = material;
    this.materials.push(material);
    this.state = 'material';
  }

  addMaterial(line: Line, from = 0): void {
    const { material } = this;
    if (material === undefined) return;
    material.lines.push(line);
    if (!isInstruction(line)) material.text.add(cut(line, from), this.brokenOff, material.lines.length === 2);
  }

  /** Numbers that begin anew or leap without a heading: what the last heading said no longer holds. */
  private begunAnew(value: number): boolean {
    return this.last !== undefined && (value <= this.last ? value === 1 && this.last > 1 : value > this.last + LEAP);
  }

  /** Adds words to the stem, and the choices that stand in the same line. */
  addStem(line: Line, from: number, to: number, before = ''): void {
    const draft = this.current;
    if (draft === undefined) return;
    const label = choicesInStem(line.shade, from, to, this.following?.choice?.letter === 'B');
    const words = `${before}${cut(line, from, label?.start ?? to)}`;
    draft.stem.add(words, this.brokenOff);
    draft.telling ||= tells(words);
    if (label !== undefined) this.addChoices(line, label, to);
    else if (this.judged(words)) this.state = 'closed';
    else if (this.shape.tagged && this.bareFollows(draft, words)) this.state = 'bare';
  }

  /** A statement with its mark is complete. */
  private judged(words: string): boolean {
    const { named } = this.section;
    if (this.following?.choice?.letter === 'A' || (named !== undefined && named !== 'true-false')) return false;
    if (bareMark(words) !== undefined) return true;
    return fillingsOf(words).some(({ sort, start, end }) => {
      const edge = /^[\s。．.；;!！?？]*$/u.test(words.slice(end)) || words.slice(0, start).trim() === '';
      return edge && (sort === 'truth' || named === 'true-false');
    });
  }

  private bareFollows(draft: Draft, words: string): boolean {
    const tag = /[[【]\s*([^\]】[【]{1,12})\s*[\]】][^\]】]*$/u.exec(words)?.[1] ?? '';
    const next = this.shapes[this.index + 1];
    if (!isKindTag(tag) || next === undefined || next.line.blank || next.choice?.style === 'signed') return false;
    draft.kind = tag;
    return /选|判断|是非|排序|投票|single|multiple/iu.test(tag);
  }

  addChoices(line: Line, label: ChoiceLabel, to: number): void {
    const draft = this.current;
    if (draft === undefined) return;
    this.claim(line);
    draft.choices.push(...choicesFrom(line, label, to).map((choice) => ({ ...choice, line: line.number })));
    this.state = 'choices';
  }

  /** 8. 循环 above 题目：…… is the title of the item, and gives it its number. */
  titled(): void {
    const draft = this.current;
    if (draft?.number === undefined || this.state !== 'stem' || this.isItem({ ...draft, section: {} })) return;
    this.announced = { ...this.announced, number: draft.number };
    this.current = undefined;
    this.drafts.pop();
    for (const line of this.claimed.get(draft) ?? []) this.leave(line);
  }

  /** Ends the current item. What has no number and nothing that items have was none: a title, an instruction. */
  close(): void {
    const draft = this.current;
    this.current = undefined;
    this.state = 'none';
    if (draft === undefined) return;
    if (this.isItem(draft)) {
      this.keyless ||= draft.key === undefined;
      return;
    }
    const instruction = draft.number !== undefined && this.section.kind === undefined && this.sectioned;
    if (draft.number !== undefined && !instruction) return;
    this.drafts.pop();
    for (const line of this.claimed.get(draft) ?? []) this.leave(line);
  }

  /** Whether a draft has what only items have: choices, a key, a place for one, a kind of its own. */
  isItem({ choices, key, telling, kind, section }: Draft): boolean {
    const { named } = section;
    return (
      choices.length > 0 ||
      key !== undefined ||
      kind !== undefined ||
      telling ||
      (named !== undefined && STATEMENT_KINDS.has(named))
    );
  }
}

const partOf = ({ shade }: Line): Pick<Draft, 'part'> => {
  const part = numberAs('bracketed', shade)?.value;
  return part === undefined ? {} : { part };
};
