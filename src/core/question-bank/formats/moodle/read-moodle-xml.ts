import { err } from '../../../result.js';
import { fault } from '../../understand/fault.js';
import { NOTHING_KEPT, withMedia, type KeptFiles } from '../carried-media.js';
import type { Reading } from '../reading.js';
import type { XmlElement } from '../xml-tree.js';
import { Collector } from './collector.js';
import { childNamed, childrenNamed, formatOf, illustratedOf, textOf, valueOf } from './elements.js';
import type { Common, Making } from './graded.js';
import { categoryTags, idOf, tagsOf } from './headers.js';
import { makerOf } from './makers.js';
import { Notes } from './notes.js';
import { explained } from './remarks.js';

/**
 * Moodle XML: each `question` by its type. What cannot be played is refused by its name. `kept`: the pictures and
 * recordings that items may keep, by their base64; others are named. Never throws; time is linear.
 */
export function readMoodleXml(root: XmlElement, kept: KeptFiles = NOTHING_KEPT): Reading {
  const collector = new Collector();
  let category: readonly string[] = [];
  let empty = true;
  for (const element of root.name === 'question' ? [root] : childrenNamed(root, 'question')) {
    const type = element.attributes['type'] ?? '';
    if (type === 'category') {
      category = categoryTags(valueOf(element, 'category'));
      continue;
    }
    empty = false;
    const notes = new Notes();
    const item = valueOf(element, 'idnumber') || valueOf(element, 'name');
    const place = { line: element.line, ...(item === '' ? {} : { item }) };
    collector.add(place, readItem({ element, type: type.trim().toLowerCase(), category, notes, kept }), notes);
  }
  if (empty) collector.warn({}, fault('file.empty', '文件里没有题目，请检查是否选对了文件。'));
  return collector.done();
}

interface Found {
  readonly element: XmlElement;
  readonly type: string;
  readonly category: readonly string[];
  readonly notes: Notes;
  readonly kept: KeptFiles;
}

function readItem({ element, type, category, notes, kept }: Found): Making {
  const stemElement = childNamed(element, 'questiontext');
  const { text: stem, media } = illustratedOf(stemElement, notes, { kept });
  const format = formatOf(stemElement, 'html');
  // Before version 2 a picture stood beside the text.
  const picture = valueOf(element, 'image');
  if (picture !== '') notes.lacks(picture.split('/').at(-1) ?? picture);
  const make = makerOf(type);
  if (!make.known) return make.refuse(stem);
  if (stem === '') {
    return notes.hasMedia
      ? err(fault('stem.missing', '题干只有图片、没有文字，请补上题干。'))
      : err(fault('stem.missing', '没有题干，请补上题干。'));
  }
  if (childrenNamed(element, 'hint').some((hint) => textOf(hint, new Notes()) !== '')) notes.drop('分步提示');
  const general = textOf(childNamed(element, 'generalfeedback'), notes, format);
  const tags = childrenNamed(childNamed(element, 'tags') ?? { ...element, children: [] }, 'tag');
  const head = {
    ...idOf(valueOf(element, 'idnumber'), notes),
    tags: tagsOf(
      tags.map((tag) => valueOf(tag, 'text')),
      category,
      notes,
    ),
    ...pointsOf(element),
  };
  return make.make({
    element,
    format,
    head,
    general,
    notes,
    kept,
    common: (remarks): Common => ({ ...head, stem, ...withMedia(media), ...explained(general, remarks) }),
  });
}

/** As in question-banks/bank.schema.json. */
function pointsOf(element: XmlElement): { readonly points?: number } {
  const points = Number(valueOf(element, 'defaultgrade'));
  return points > 0 && points <= 1000 ? { points } : {};
}
