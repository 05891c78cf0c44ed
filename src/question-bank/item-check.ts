import type { FindingCode } from '../core/question-bank/finding.js';
import { publishingObstacles } from '../core/question-bank/status.js';
import type { StoredBankItem } from '../core/question-bank/types.js';
import { refuse } from '../platform/refusal.js';
import type { BankItemBody } from '../protocol/question-bank.js';
import { itemErrors } from './bank-schema.js';
import { mediaFaults } from './item-media.js';
import type { MediaService } from './media.service.js';
import { fieldFaults } from './schema-findings.js';

type Detail = { readonly path: string; readonly message: string };

/** Wrong whenever the item is saved; what else keeps it from being published may come later. */
const FIELDS: Partial<Readonly<Record<FindingCode, string>>> = {
  'source.invalid-date': 'validUntil',
  'choice.duplicate': 'choices',
  'key.unknown-choice': 'correctResponse',
  'key.incomplete': 'correctResponse',
  'blank.count': 'correctResponse',
  'blank.empty': 'correctResponse',
};

/** Stands in for the key while an item is checked; it is stored without. */
const ANY_KEY = 'any';

/**
 * The item that an editor sends, held to what holds for an imported one: the schema of a bank and the rules of the core.
 * A draft may lack its key, alternative text or captions; the files that it names are kept here.
 * @throws RefusalError bank.item-rejected with the fields at fault, as paths from the request's body
 */
export async function checkedItem(body: BankItemBody, media: Pick<MediaService, 'pathOf'>): Promise<StoredBankItem> {
  const item = { ...body, id: ANY_KEY };
  const faults = fieldFaults(itemErrors(item)).map(({ field, message }): Detail => ({ path: field, message }));
  const sound = item as StoredBankItem;
  const wrong = faults.length > 0 ? faults : [...ruleFaults(sound), ...(await mediaFaults(media, sound))];
  if (wrong.length > 0) {
    const details = wrong.map(({ path, message }) => ({ path: path === '' ? 'item' : `item.${path}`, message }));
    throw refuse('bank.item-rejected', { details });
  }
  return sound;
}

function ruleFaults(item: StoredBankItem): Detail[] {
  return publishingObstacles(item).flatMap(({ code, message }) => {
    const path = FIELDS[code];
    return path === undefined ? [] : [{ path, message }];
  });
}
