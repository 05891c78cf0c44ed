/** What was done to an item and still counts. Pure. */
import type { ChangeRow } from './bank-rows.js';

export type Step = Pick<ChangeRow, 'action' | 'revision' | 'status' | 'batchId'>;

const EDITED = '导入后被修改过，已保留；不再需要的，请停用。';
const CHANGED_LATER = '之后的导入更新过这道题，已保留；不再需要的，请停用。';
/** What was drawn was published before: only published items are drawn. */
const PUBLISHED = '导入后发布过，已保留；不再需要的，请停用。';

/**
 * An import marks one step of an item with its batch, and its undoing a second one: both and what lies between them are
 * as if they had never been, so that an earlier import can be undone after a later one.
 */
export function inForce<S extends Step>(history: readonly S[]): readonly S[] {
  const steps: S[] = [];
  for (const step of history) {
    const { batchId } = step;
    const loaded = batchId === null ? -1 : steps.findIndex((earlier) => earlier.batchId === batchId);
    if (loaded !== -1) steps.length = loaded;
    // A withdrawn item has nothing before that counts: it came with the import that was undone.
    else if (step.action === 'withdrawn') steps.length = 0;
    else steps.push(step);
  }
  return steps;
}

/** Null: nothing was done since that an undoing would destroy. */
export function reasonToKeep(since: readonly Step[]): string | null {
  const changed = since.find(({ action }) => action === 'edited' || action === 'created');
  if (changed !== undefined) return changed.batchId === null ? EDITED : CHANGED_LATER;
  return since.some(({ status }) => status === 'published') ? PUBLISHED : null;
}
