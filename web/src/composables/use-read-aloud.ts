import { onBeforeUnmount, ref } from 'vue';
import type { Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import type { ItemFrame } from '@protocol/item.js';
import { kindKey } from '../lib/response.js';
import { speak, stopSpeech } from '../lib/speech.js';
import { settings } from './use-settings.js';

export interface ReadAloud {
  readonly reading: Ref<boolean>;
  /** Shown in a status region: why nothing, or something else, is heard. */
  readonly notice: Ref<string>;
  readonly read: (item: ItemFrame, withChoices: boolean) => Promise<void>;
  readonly stop: () => void;
}

/** Reads an item: the text for speech where there is one, then the choices in the order shown. */
export function useReadAloud(): ReadAloud {
  const { t } = useI18n();
  const reading = ref(false);
  const notice = ref('');

  function textsOf(item: ItemFrame, withChoices: boolean): string[] {
    const texts = [item.readAloud ?? item.stem];
    if (!withChoices) return texts;
    texts.push(t(`item.hints.${kindKey(item)}`));
    if (item.kind === 'true-false') texts.push(`A，${t('item.trueLabel')}`, `B，${t('item.falseLabel')}`);
    for (const choice of [...item.choices, ...(item.targets ?? [])]) texts.push(`${choice.label}，${choice.text}`);
    return texts;
  }

  async function read(item: ItemFrame, withChoices: boolean): Promise<void> {
    reading.value = true;
    notice.value = '';
    const recording = item.media.find(({ kind }) => kind === 'audio')?.url;
    const outcome = await speak({
      texts: textsOf(item, withChoices),
      rate: settings.readAloudRate,
      recording,
      onEnd: () => (reading.value = false),
    });
    if (outcome === 'recording') notice.value = t('item.noVoiceRecording');
    if (outcome === 'none' && !reading.value) notice.value = t('item.noVoice');
  }
  function stop(): void {
    stopSpeech();
    reading.value = false;
  }
  onBeforeUnmount(stop);
  return { reading, notice, read, stop };
}
