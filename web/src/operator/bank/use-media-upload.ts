/** One upload at a time for a list of media, with its progress in words. */
import { onBeforeUnmount, ref } from 'vue';
import { useI18n } from 'vue-i18n';
import type { BankMediaKind, BankMediaReply } from '@protocol/question-bank.js';
import { announce } from '../../composables/use-announcer.js';
import type { Sending } from '../../lib/upload.js';
import { bankApi } from './bank-api.js';

export function useMediaUpload() {
  const { t } = useI18n();
  /** Null while nothing is on its way. */
  const percent = ref<number | null>(null);
  const fault = ref('');
  let sending: Sending<BankMediaReply> | null = null;

  /** The stored file, or null where it was refused; `fault` then says why. */
  async function upload(kind: BankMediaKind, file: File): Promise<BankMediaReply | null> {
    if (percent.value !== null) return null;
    percent.value = 0;
    fault.value = '';
    sending = bankApi.media(kind, file, (sent, of) => (percent.value = Math.floor((sent / of) * 100)));
    const reply = await sending.done;
    percent.value = null;
    sending = null;
    if (!reply.ok) {
      fault.value = reply.error.message;
      return null;
    }
    announce(t('bank.edit.media.uploaded'), { essential: true });
    return reply.data;
  }

  onBeforeUnmount(() => sending?.stop());
  return { percent, fault, upload };
}
