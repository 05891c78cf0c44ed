/** Fields of an entry and what stands in them, in words: for conflicts, for the history and for reading. */
import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import type { StudySetup } from '@protocol/study-setup.js';
import type { EntryInfo, FieldValue } from '@protocol/study.js';
import { longDayOf } from '../calendar/day-words.js';
import type { LinkableCampaign } from './campaign-choice.js';
import { timeOf } from './clock-text.js';

export interface FieldWords {
  /** 主题; 主持人; 示例甲：缺席原因 */
  readonly nameOf: (path: string) => string;
  readonly textOf: (path: string, value: FieldValue) => string;
}

interface Known {
  readonly setup: () => StudySetup | null;
  readonly info: () => EntryInfo | null;
  readonly campaigns: () => readonly LinkableCampaign[];
  /** The name of somebody; null where it is not known here. */
  readonly personOf: (personId: string) => string | null;
}

export function useFieldWords({ setup, info, campaigns, personOf }: Known): FieldWords {
  const { t, locale } = useI18n();
  const labels = computed(() => {
    const fields = [
      ...(setup()?.kinds ?? []).flatMap((kind) => kind.fields),
      ...(setup()?.modes ?? []).flatMap(({ evidence }) => evidence.filter(({ source }) => source === 'record')),
    ];
    return new Map(fields.map(({ key, label, unit = '' }) => [key, { label, unit }]));
  });
  /** As they were on the day of the entry, first. */
  const names = computed(() => {
    const { modes = [], groups = [] } = info() ?? {};
    const known = [...(setup()?.modes ?? []), ...(setup()?.groups ?? [])].map(({ id, name }) => [id, name] as const);
    return new Map([...known, ...[...modes, ...groups].map(({ id, label }) => [id, label] as const)]);
  });

  function nameOf(path: string): string {
    const [head = '', id = '', field = ''] = path.split('.');
    if (head === 'record') return labels.value.get(id)?.label ?? id;
    if (head !== 'attendance') return t(`entries.fields.${head}`);
    const person = personOf(id) ?? t('entries.attendance.unknown');
    return t('entries.fields.ofPerson', { person, field: t(`entries.fields.row.${field}`) });
  }

  function textOf(path: string, value: FieldValue): string {
    const [head = '', id = '', field = ''] = path.split('.');
    if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return t('entries.fields.nothing'); // prettier-ignore
    if (Array.isArray(value)) return value.map((one) => names.value.get(one) ?? one).join(t('entries.fields.and'));
    switch (head === 'attendance' ? field : head) {
      case 'kind':
        return t(`entries.kinds.${value}`);
      case 'channel':
      case 'madeUpChannel':
        return t(`entries.channels.${value}`);
      case 'state':
        return t(`entries.states.${value}`);
      case 'reason':
        return t(`entries.reasons.${value}`);
      case 'madeUpForm':
        return t(`entries.makeUpForms.${value}`);
      case 'onDate':
      case 'madeUpOn':
        return longDayOf(String(value), locale.value);
      case 'startsAt':
      case 'endsAt':
        return timeOf(Number(value));
      case 'minutes':
        return t('entries.minutes', { n: value });
      case 'record':
        return `${value} ${labels.value.get(id)?.unit ?? ''}`.trim();
      case 'campaignId':
        return campaigns().find((one) => one.id === value)?.name ?? t('entries.form.campaignUnknown');
      default:
        return String(value);
    }
  }
  return { nameOf, textOf };
}
