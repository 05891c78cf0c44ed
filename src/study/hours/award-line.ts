import { newId } from '../../platform/ids.js';
import type { RawLine } from './hour-rows.js';
import type { HourAwardEntity } from './persistence/hour-award.entity.js';

/** The line by which an award counts. */
export const awardLine = (award: HourAwardEntity): RawLine => ({
  id: newId(),
  personId: award.personId,
  unitId: award.unitId,
  ledger: award.ledger,
  source: 'award',
  sourceId: award.id,
  kind: award.source === 'contest' ? 'contest' : 'other',
  onDate: award.onDate,
  minutes: 0,
  awarded: award.hundredths,
  madeUp: false,
});
