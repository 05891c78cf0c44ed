import type { EntryKind } from '../../protocol/study.js';
import { newId } from '../../platform/ids.js';
import type { RawLine } from './hour-rows.js';
import type { HourAwardEntity } from './persistence/hour-award.entity.js';

/** What was given before kinds were asked for, or without one, is something else that somebody certified. */
export const awardKind = ({ source, kind }: Pick<HourAwardEntity, 'source' | 'kind'>): EntryKind =>
  kind ?? (source === 'contest' ? 'contest' : 'other');

/** The line by which an award counts. */
export const awardLine = (award: HourAwardEntity): RawLine => ({
  id: newId(),
  personId: award.personId,
  unitId: award.unitId,
  ledger: award.ledger,
  source: 'award',
  sourceId: award.id,
  kind: awardKind(award),
  onDate: award.onDate,
  days: award.days,
  minutes: 0,
  awarded: award.hundredths,
  madeUp: false,
});
