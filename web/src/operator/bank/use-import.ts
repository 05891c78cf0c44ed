/** One import from the chosen file to the loaded items: what the page shows and what it may do next. */
import { computed, onBeforeUnmount, ref } from 'vue';
import { useI18n } from 'vue-i18n';
import type { ImportReport, LoadBody } from '@protocol/question-bank.js';
import { announce } from '../../composables/use-announcer.js';
import type { Sending } from '../../lib/upload.js';
import { bankApi } from './bank-api.js';
import { effectValues } from './import-effects.js';

export type ImportStage =
  | { readonly kind: 'choose' }
  | { readonly kind: 'sending'; readonly fileName: string; readonly percent: number }
  | { readonly kind: 'reading'; readonly fileName: string }
  | { readonly kind: 'report' | 'loading'; readonly report: ImportReport }
  /** `bankId`: into which; the report has a batch only where something was new. */
  | { readonly kind: 'loaded'; readonly report: ImportReport; readonly bankId: string };

export interface FormError {
  readonly fieldId?: string;
  readonly message: string;
}

/** The bank that has the items now; null where they were refused. A bank that had them all gets no batch. */
const loadedInto = ({ batch, unchanged, rejected }: ImportReport, { bankId, mode }: LoadBody): string | null => {
  if (batch !== null) return batch.bankId;
  const refused = unchanged === 0 || (mode === 'all-or-nothing' && rejected.length > 0);
  return refused || bankId === undefined ? null : bankId;
};

/** What keeps the file as a whole from being read; empty where there are items to speak of. */
const fileFaults = ({ accepted, rejected }: ImportReport): readonly string[] =>
  accepted === 0 && rejected.every(({ code }) => code.startsWith('file.'))
    ? rejected.map(({ message }) => message)
    : [];

export function useImport(bankId: () => string | undefined) {
  const { t } = useI18n();
  const stage = ref<ImportStage>({ kind: 'choose' });
  const errors = ref<readonly FormError[]>([]);
  const comparing = ref(false);
  let sending: Sending<ImportReport> | null = null;
  /** The bank that the report is about. */
  let against: string | undefined;

  const report = computed(() => ('report' in stage.value ? stage.value.report : null));
  const say = (text: string): void => announce(text, { essential: true });

  /** @param fieldId where the fault of a file that cannot be read is shown */
  async function look(body: Blob | string, fileName: string, fieldId: string): Promise<void> {
    errors.value = [];
    stage.value = { kind: 'sending', fileName, percent: 0 };
    say(t('bank.load.progress.sending', { file: fileName, percent: 0 }));
    const own = bankApi.look(body, { fileName, bankId: bankId() }, (sent, of) => {
      if (sending !== own) return;
      if (sent < of) stage.value = { kind: 'sending', fileName, percent: Math.floor((sent / of) * 100) };
      else if (stage.value.kind === 'sending') {
        stage.value = { kind: 'reading', fileName };
        say(t('bank.load.progress.reading', { file: fileName }));
      }
    });
    sending = own;
    against = bankId();
    comparing.value = false;
    const reply = await own.done;
    if (sending !== own) return;
    sending = null;
    if (!reply.ok) {
      stage.value = { kind: 'choose' };
      errors.value = [{ fieldId, message: reply.error.message }];
      return;
    }
    const faults = fileFaults(reply.data);
    if (faults.length > 0) {
      stage.value = { kind: 'choose' };
      errors.value = faults.map((message) => ({ fieldId, message }));
      return;
    }
    stage.value = { kind: 'report', report: reply.data };
    const { accepted, rejected, warnings } = reply.data;
    say(t('bank.load.report.spoken', { accepted, rejected: rejected.length, warnings: warnings.length }));
  }

  /** The report for the bank that was chosen in the end: what the file would change there. */
  async function compare(into: string | undefined): Promise<void> {
    if (stage.value.kind !== 'report' || into === against) return;
    const before = against;
    against = into;
    comparing.value = true;
    say(t('bank.load.report.comparing'));
    const reply = await bankApi.lookAgain(stage.value.report.importId, into === undefined ? {} : { bankId: into });
    if (into !== against) return;
    comparing.value = false;
    if (stage.value.kind !== 'report') return;
    errors.value = reply.ok ? [] : [{ message: reply.error.message }];
    if (!reply.ok) {
      against = before;
      return;
    }
    stage.value = { kind: 'report', report: reply.data };
    say(t('bank.load.report.compared', effectValues(reply.data)));
  }

  function stop(): void {
    const open = sending;
    sending = null;
    open?.stop();
    stage.value = { kind: 'choose' };
    say(t('bank.load.progress.stopped'));
  }

  async function load(body: LoadBody): Promise<void> {
    if (stage.value.kind !== 'report') return;
    const looked = stage.value.report;
    errors.value = [];
    stage.value = { kind: 'loading', report: looked };
    say(t('bank.load.progress.loading'));
    const reply = await bankApi.load(looked.importId, body).done;
    const intoBank = reply.ok ? loadedInto(reply.data, body) : null;
    if (reply.ok && intoBank !== null) {
      stage.value = { kind: 'loaded', report: reply.data, bankId: intoBank };
      say(t('bank.load.done.title', { n: reply.data.batch?.loaded ?? 0 }));
      return;
    }
    stage.value = { kind: 'report', report: reply.ok ? reply.data : looked };
    errors.value = [{ message: reply.ok ? nothingLoaded(reply.data, body) : reply.error.message }];
  }

  /** The bank itself may contradict items that the file alone could not. */
  const nothingLoaded = ({ rejected }: ImportReport, { mode }: LoadBody): string =>
    mode === 'all-or-nothing'
      ? t('bank.load.load.allRefused', { n: rejected.length })
      : t('bank.load.load.noneLeft', { n: rejected.length });

  function again(): void {
    errors.value = [];
    stage.value = { kind: 'choose' };
  }

  onBeforeUnmount(() => {
    const open = sending;
    sending = null;
    open?.stop();
  });
  return { stage, report, errors, comparing, look, compare, stop, load, again };
}
