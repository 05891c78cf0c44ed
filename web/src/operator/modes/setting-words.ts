import type { StudySettingName, StudySettings } from '@protocol/study-setup.js';

type Words = (key: string, values?: Record<string, unknown>) => string;

/** The value of a setting as a sentence or a word. */
export function settingWords(name: StudySettingName, value: unknown, t: Words): string {
  switch (name) {
    case 'heading':
    case 'reading-name':
      return String(value);
    case 'late-days':
      return t('modes.settings.daysValue', { n: value });
    case 'checklist': {
      const { title, lines } = value as StudySettings['checklist'];
      return t('modes.settings.linesValue', { title, n: lines.length });
    }
    case 'public-person-ranking':
      return t(value === true ? 'modes.rail.isOn' : 'modes.rail.isOff');
  }
}
