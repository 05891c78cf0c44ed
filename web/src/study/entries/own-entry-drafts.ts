/** Entries as they were typed, on a member's device until the server has them; gone when they leave by the button. */
import type { DraftShelf } from '../../operator/entries/device-draft.js';
import { packed, unpacked } from '../../operator/entries/device-draft.js';
import { draftsOf, dropDraft, keepDraft } from '../drafts.js';

/** An entry that the server has never seen has an id of the device's own. */
export const NEW = 'new-';
const PREFIX = 'entry.';

export const ownShelf = (personId: () => string): DraftShelf => ({
  keep: (id, draft) => keepDraft(personId(), PREFIX + id, packed(draft)),
  kept: (id) => unpacked(draftsOf(personId())[PREFIX + id]),
  drop: (id) => dropDraft(personId(), PREFIX + id),
});

interface OnDevice {
  readonly id: string;
  readonly title: string;
}

/** What lies on the device, the last first: of entries that are stored the changes, and new ones. */
export function entriesOnDevice(personId: string): readonly OnDevice[] {
  const found = Object.entries(draftsOf(personId)).flatMap(([name, stored]) => {
    const draft = name.startsWith(PREFIX) ? unpacked(stored) : null;
    if (draft === null) return [];
    return [{ id: name.slice(PREFIX.length), title: String(draft.changes.get('title') ?? ''), keptAt: draft.keptAt }];
  });
  return found.sort((one, other) => other.keptAt - one.keptAt).map(({ id, title }) => ({ id, title }));
}
