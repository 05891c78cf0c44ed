import type { ItemFrame } from '@protocol/item.js';
import { translate } from '../i18n/index.js';
import { pointsText } from './duration.js';
import { kindKey } from './response.js';

/** 第3题，共20题，单选，10分 */
export function itemHeading(item: ItemFrame): string {
  const kind = translate(`common.kinds.${kindKey(item)}`);
  if (item.warmUp) return translate('item.headingWarmUp', { kind });
  return translate('item.heading', { number: item.number, of: item.of, kind, points: pointsText(item.points) });
}
