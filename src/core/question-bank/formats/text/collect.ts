/** Collects the lines of a text into drafts of items: one pass, with what the next lines look like at hand. */
import { beginningNumber } from './begin-number.js';
import { fillingsOf } from './brackets.js';
import { takeBracketKey, takeChoices, takeTarget } from './choice-lines.js';
import { Collecting, type PlacedArea } from './collecting.js';
import type { Draft } from './draft.js';
import { takeFields } from './field-lines.js';
import { straysBehind } from './headings.js';
import { isCompact, keysBegin, readKeyArea } from './key-area.js';
import { newEntry } from './key-entries.js';
import { compactKeys } from './key-grammar.js';
import { cut, type Line } from './lines.js';
import { newMaterial, openingOf } from './material.js';
import { owedKeys } from './owed-keys.js';
import { takePlain } from './plain-lines.js';
import { shapesOf, wrapWidth, type Shape } from './shapes.js';

export interface Collected {
  readonly drafts: readonly Draft[];
  readonly areas: readonly PlacedArea[];
  /** Lines that belong to nothing, ascending. */
  readonly unclaimed: readonly Line[];
  /** 我的答案：A and the like, which no bank keeps. */
  readonly ignored: readonly Line[];
  /** All other lines with words. */
  readonly settled: ReadonlySet<Line>;
}

export function collect(lines: readonly Line[]): Collected {
  const { shapes, style } = shapesOf(lines);
  const pass = new Collecting(shapes, style, wrapWidth(shapes));
  for (; pass.index < shapes.length; pass.index += 1) {
    const { shape } = pass;
    if (shape.line.blank) blank(pass);
    else if (shape.noise) pass.leave(shape.line);
    else if (shape.form && pass.current !== undefined) pass.claim(shape.line);
    else {
      take(pass, shape);
      pass.previous = shape.line;
      pass.gap = false;
    }
  }
  pass.close();
  if (pass.announced.line !== undefined) pass.leave(pass.announced.line);
  for (const { carried, lines: words } of pass.materials) {
    for (const line of words)
      if (carried > 0) pass.settled.add(line);
      else pass.leave(line);
  }
  const unclaimed = [...pass.unclaimed].sort((one, other) => one.number - other.number);
  const { drafts, areas, ignored, settled } = pass;
  return { drafts, areas, unclaimed, ignored, settled };
}

function blank(pass: Collecting): void {
  pass.gap = true;
  if (pass.state === 'bare') pass.state = 'closed';
  if (!pass.numbered && (pass.state === 'open' || pass.state === 'explained')) pass.state = 'closed';
}

function take(pass: Collecting, shape: Shape): void {
  if (takeArea(pass, shape) || takeMaterial(pass, shape)) return;
  if (takeHeading(pass, shape) || takeProgress(pass, shape)) return;
  const { line, labels } = shape;
  const end = labels[0]?.start ?? line.text.length;
  if (end > 0) takeLead(pass, shape, end);
  if (labels.length > 0) takeFields(pass, line, labels);
}

/** Keys of many items, with a title or without. */
function takeArea(pass: Collecting, shape: Shape): boolean {
  const { index, shapes } = pass;
  const { line, labels } = shape;
  const [label] = labels;
  const used = shape.areaTitle ? usedNumbers(pass) : new Set<number>();
  const titled = shape.areaTitle && keysBegin(shapes, index + 1, { owed: owes(pass), used }) && !ownKey(pass, shape);
  const listed = isCompact(shape);
  const behind = label?.field === 'key' && label.start === 0 ? compactKeys(line.shade.slice(label.end)) : undefined;
  const inLine = behind !== undefined && behind.length > 1;
  const owed = titled || listed || inLine ? undefined : owedKeys(pass);
  if (!titled && !listed && !inLine && owed === undefined) return false;
  pass.close();
  const area = owed ?? readKeyArea(shapes, titled || inLine ? index + 1 : index, { titled, used });
  const entries = inLine ? behind.map(({ number, key }) => newEntry(number, line.number, key)) : [];
  const own = inLine ? [{ line: line.number, loose: '', entries }] : [];
  pass.areas.push({ ...area, sections: [...own, ...area.sections], after: pass.drafts.length });
  for (const each of shapes.slice(index, area.end)) pass.settled.add(each.line);
  for (const number of area.unclaimed) pass.leave((shapes[number - 1] as Shape).line);
  pass.index = area.end - 1;
  pass.keyless = false;
  pass.last = undefined;
  pass.material = undefined;
  return true;
}

/** Numbers of the items since the last area. */
const usedNumbers = ({ areas, drafts }: Collecting): ReadonlySet<number> =>
  new Set(drafts.slice(areas.at(-1)?.after ?? 0).flatMap(({ number }) => number ?? []));

/** How far back an item without a key is looked for. */
const LOOK_BACK = 30;

/** Whether items of this section still wait for their keys. */
function owes({ drafts }: Collecting): boolean {
  const section = drafts.at(-1)?.section;
  return drafts
    .slice(-LOOK_BACK)
    .some(
      (draft) => draft.section === section && draft.key === undefined && fillingsOf(draft.stem.toString()).length === 0,
    );
}

/** 参考答案： under a single item, whose model answer has numbered parts. */
function ownKey(pass: Collecting, { labels, line }: Shape): boolean {
  if (pass.current === undefined || pass.current.key !== undefined || labels[0]?.field !== 'key') return false;
  const { following } = pass;
  if (following === undefined || following.heading !== undefined || isCompact(following)) return false;
  return line.shade.includes(':') && compactKeys(following.line.shade) === undefined && !pass.keyless;
}

/** A text that the next items share; within an item only what can be nothing else begins one. */
function takeMaterial(pass: Collecting, { heading, labels, line, number }: Shape): boolean {
  const opening = heading?.kind === undefined ? openingOf(line) : undefined;
  if (opening === undefined) return goesOn(pass, labels, line);
  const { certain, range, above } = opening;
  const within = pass.state === 'stem' || pass.state === 'open' || pass.state === 'explained';
  if (within && range === undefined && !(certain && pass.section.named !== undefined && pass.state !== 'stem'))
    return false;
  if (number !== undefined && range === undefined && !certain) return false;
  if (pass.state === 'material' && range === undefined && !certain) return goesOn(pass, labels, line);
  const material = newMaterial(opening);
  pass.close();
  const before = above ? leftAbove(pass) : [];
  pass.share(material);
  for (const each of [...before, line]) pass.addMaterial(each);
  return true;
}

/** 来源：…… and the like within a text. */
function goesOn(pass: Collecting, labels: Shape['labels'], line: Line): boolean {
  const [label] = labels;
  if (pass.state !== 'material' || label === undefined || label.start > 0) return false;
  if (label.field === 'key' || label.field === 'stem' || label.field === 'kind') return false;
  pass.addMaterial(line);
  return true;
}

/** Lines right above that belong to nothing: 根据以上材料 speaks of them. */
function leftAbove(pass: Collecting): readonly Line[] {
  const found: Line[] = [];
  for (let index = pass.index - 1; index >= 0; index -= 1) {
    const { line } = pass.shapes[index] as Shape;
    if (line.blank) continue;
    if (!pass.unclaimed.delete(line)) break;
    found.unshift(line);
  }
  return found;
}

/** A heading without a kind is text where a stem or a model answer is going on. */
function takeHeading(pass: Collecting, { heading, line }: Shape): boolean {
  if (heading === undefined) return false;
  const certain = heading.kind !== undefined || heading.sign === 'chapter';
  if (!certain && ['material', 'stem', 'open', 'explained'].includes(pass.state)) return false;
  pass.close();
  if (straysBehind(line.shade, heading)) pass.leave(line);
  else pass.settled.add(line);
  pass.section = pass.outline.enter(heading);
  if (heading.kind !== undefined || heading.sign === 'chapter') pass.material = undefined;
  pass.last = undefined;
  pass.sublist = undefined;
  return true;
}

/** 3/50 单选题, and a number on a line of its own where an item may begin. */
function takeProgress(pass: Collecting, { line, progress }: Shape): boolean {
  const alone = /^\s*(\d{1,4})\s*$/u.exec(line.shade)?.[1];
  if (alone !== undefined && !pass.numbered && ['none', 'closed', 'explained'].includes(pass.state)) {
    pass.close();
    pass.settled.add(line);
    pass.announced = { ...pass.announced, number: Number(alone) };
    return true;
  }
  if (progress === undefined || pass.style === 'named') return false;
  pass.close();
  pass.settled.add(line);
  const { end, kind, points } = progress;
  pass.announced = { ...(kind === undefined ? {} : { kind }), ...(points === undefined ? {} : { points }) };
  // Less than a stem is what a scanner made of the rest of the line.
  if (cut(line, end).length > 3) pass.open(line, undefined, end, line.text.length);
  return true;
}

/** The part of a line before its first label. */
function takeLead(pass: Collecting, shape: Shape, to: number): void {
  const { line } = shape;
  if (takeTarget(pass, shape, to)) return;
  const number = beginningNumber(pass);
  if (number !== undefined) pass.open(line, number, number.end, to);
  else if (shape.tagged && pass.state !== 'open' && pass.state !== 'explained') pass.open(line, undefined, 0, to);
  else if (!takeBracketKey(pass, line) && !takeChoices(pass, shape, to)) takePlain(pass, shape, to);
}
