import type { RoundFrame } from '@protocol/frames.js';
import { translate } from '../i18n/index.js';

/** 第1环节：民法典; a warm-up has no number. */
export const roundHeading = ({ number, title, warmUp }: RoundFrame): string =>
  warmUp ? title : translate('play.introducing.heading', { number, title });
