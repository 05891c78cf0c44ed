import { watchEffect } from 'vue';
import { translate } from '../i18n/index.js';

/** Document title `…－学赛`, following its content (each item of a contest has its own). */
export function usePageTitle(title: () => string): void {
  watchEffect(() => {
    const text = title();
    document.title = text === '' ? translate('common.brand') : `${text}－${translate('common.brand')}`;
  });
}
