/** Gaps `[[1]]` in the text, filled from lists of choices. */
import { err } from '../../../result.js';
import { BLANK } from '../../understand/blanks.js';
import { fault } from '../../understand/fault.js';
import { childrenNamed, illustratedOf, valueOf } from './elements.js';
import { choiceItem, type Making } from './graded.js';
import type { Parts } from './parts.js';

const GAP = /\[\[(\d{1,3})\]\]/gu;

/** One gap is a choice among its group; several are several items in one, which no kind of ours is. */
export function gapItem(parts: Parts, listName: 'selectoption' | 'dragbox'): Making {
  const common = parts.common([]);
  const gaps = [...common.stem.matchAll(GAP)].map(([, number]) => Number(number));
  const [gap] = gaps;
  if (gap === undefined || gaps.length > 1) {
    return err(
      fault(
        'kind.unsupported',
        '“选词填空”有几处选择，竞赛不能使用，没有导入；请把每一处改成一道单选题。',
        common.stem,
      ),
    );
  }
  const options = childrenNamed(parts.element, listName);
  const right = options[gap - 1];
  if (right === undefined) {
    return err(fault('key.unknown-choice', `题干里的空 [[${gap}]] 在选项里找不到，请核对。`, common.stem));
  }
  const entries = options
    .filter((option) => valueOf(option, 'group') === valueOf(right, 'group'))
    .map((option) => ({
      ...illustratedOf(option, parts.notes, { kept: parts.kept }),
      percent: option === right ? 100 : 0,
    }));
  return choiceItem({ ...common, stem: common.stem.replace(GAP, BLANK) }, entries, 'single', parts.notes);
}
