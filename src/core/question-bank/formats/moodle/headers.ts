/** What Moodle keeps beside an item: its id number, its tags and the category it lies in. */
import { tidy } from '../../understand/characters.js';
import { fault } from '../../understand/fault.js';
import type { Notes } from './notes.js';

/** As in question-banks/bank.schema.json. */
const ID = /^[\p{L}\p{N}][\p{L}\p{N}._:-]{0,99}$/u;
const LONGEST_TAG = 50;
const MOST_TAGS = 20;

export function idOf(written: string | undefined, notes: Notes): { readonly id?: string } {
  const id = tidy(written ?? '');
  if (id === '') return {};
  if (ID.test(id)) return { id };
  notes.warn(fault('field.unreadable', '题号里有不能用的字符，没有保留，载入时会另编题号。', id));
  return {};
}

/** Category first, the narrowest part of it in front; then the tags of the item. */
export function tagsOf(own: readonly string[], category: readonly string[], notes: Notes): readonly string[] {
  const all = [...new Set([...category, ...own].map(tidy))].filter((tag) => tag !== '');
  const fitting = all.filter((tag) => [...tag].length <= LONGEST_TAG).slice(0, MOST_TAGS);
  if (fitting.length < all.length) {
    notes.warn(
      fault(
        'field.too-long',
        `标签最多 ${MOST_TAGS} 个、每个最多 ${LONGEST_TAG} 个字，多出的没有保留。`,
        all.join('、'),
      ),
    );
  }
  return fitting;
}

/** Where a category lies in Moodle, and the one that each course has of itself: they say nothing about the item. */
const PLACEHOLDER = /^(?:\$[a-z]+\d*\$|top|default for .*|默认.*|.*的默认(?:类别|分类|题库)?)$/iu;

/** `$course$/top/安全/消防` → 消防, 安全. Two slashes are one slash of a name. */
export function categoryTags(path: string): readonly string[] {
  return path
    .replaceAll('//', '\u0000')
    .split('/')
    .map((part) => tidy(part.replaceAll('\u0000', '/')))
    .filter((part) => part !== '' && !PLACEHOLDER.test(part))
    .reverse();
}
