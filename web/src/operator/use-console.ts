/** What the host's console can do: one step at a time, grave ones after a prompt, every refusal in words. */
import { computed, ref, shallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import type { OperatorEvent } from '@protocol/events.js';
import type { RundownItem, RundownRound, ScreenView } from '@protocol/frames.js';
import { announce } from '../composables/use-announcer.js';
import type { Failure } from '../lib/refusal.js';
import { allowed, nextStep } from './next-step.js';
import type { Position } from './next-step.js';
import { useSession } from './session.js';
import type { Watch } from './use-watch.js';

export const EXTENSION_SECONDS = 15;

/** A dialogue before a grave step; with `reason` it asks for one in words. */
export interface Prompt {
  readonly heading: string;
  readonly text: string;
  readonly action: string;
  readonly danger: boolean;
  readonly reason: boolean;
  /** Where the reason is not one for voiding an item. */
  readonly reasonLabel?: string;
  readonly run: (reason: string) => Promise<boolean>;
}

export type Console = ReturnType<typeof useConsole>;

export function useConsole(watch: Watch) {
  const { t } = useI18n();
  const { session } = useSession();
  const busy = ref(false);
  const fault = ref<Failure | null>(null);
  const prompt = shallowRef<Prompt | null>(null);

  const position = computed<Position | null>(() => {
    const current = watch.snapshot.value;
    if (!current?.host) return null;
    const { controllerId, rundown } = current.host;
    return {
      phase: current.phase,
      paused: current.paused,
      roundId: current.round?.id ?? null,
      contestItemId: current.item?.contestItemId ?? null,
      rundown,
      // Nobody controls a draft: control begins with the lobby.
      inControl: current.phase === 'draft' || controllerId === session.value?.operator.id,
      boardFrozen: current.boardFrozen,
    };
  });
  const step = computed(() => (position.value ? nextStep(position.value) : null));
  const may = computed(() => (position.value ? allowed(position.value) : null));
  const pendingCount = computed(
    () =>
      position.value?.rundown.flatMap(({ items }) => items).filter(({ status }) => status === 'pending').length ?? 0,
  );

  async function run(event: OperatorEvent, extra: Record<string, unknown> = {}): Promise<boolean> {
    if (busy.value) return false;
    busy.value = true;
    const reply = await watch.command(event, extra as never);
    busy.value = false;
    fault.value = reply.ok ? null : reply.error;
    if (reply.ok) return true;
    announce(reply.error.message, { assertive: true, essential: true });
    return false;
  }

  function ask(next: Omit<Prompt, 'reason' | 'danger'> & Partial<Pick<Prompt, 'reason' | 'danger'>>): void {
    fault.value = null;
    prompt.value = { reason: false, danger: true, ...next };
  }

  /** Only an audited override cuts people off who still have time. */
  async function close(): Promise<void> {
    if (await run('item:close')) return;
    if (fault.value?.code !== 'item.time-remaining') return;
    ask({
      heading: t('operator.console.dialog.earlyCloseTitle'),
      text: t('operator.console.dialog.earlyCloseText'),
      action: t('operator.console.dialog.earlyCloseConfirm'),
      run: () => run('item:close', { override: true }),
    });
  }

  function askEnd(): void {
    const text = t('operator.console.dialog.endText');
    ask({
      heading: t('operator.console.dialog.endTitle'),
      text:
        pendingCount.value > 0
          ? `${t('operator.console.dialog.endEarlyText', { n: pendingCount.value })}${text}`
          : text,
      action: t('operator.console.next.end'),
      run: () => run('contest:end'),
    });
  }

  function askFreeze(): void {
    ask({
      heading: t('operator.console.dialog.freezeTitle'),
      text: t('operator.console.dialog.freezeText'),
      action: t('operator.console.action.freeze'),
      danger: false,
      run: () => run('leaderboard:freeze'),
    });
  }

  function askThaw(): void {
    ask({
      heading: t('operator.console.dialog.thawTitle'),
      text: t('operator.console.dialog.thawText'),
      action: t('operator.console.action.thaw'),
      danger: false,
      run: () => run('leaderboard:thaw'),
    });
  }

  /** Whoever makes the result final before its end ends the time for appeals, and says why. */
  function askFinalize(): void {
    const left = (watch.snapshot.value?.appealsUntil ?? 0) - watch.connection.serverNow();
    const early = left > 0;
    const appeals = early ? t('operator.console.dialog.finalizeAppeals', { n: Math.ceil(left / 60_000) }) : '';
    ask({
      heading: t('operator.console.dialog.finalizeTitle'),
      text: `${appeals}${t('operator.console.dialog.finalizeText')}`,
      action: t(early ? 'operator.console.dialog.finalizeEarly' : 'operator.console.next.finalize'),
      reason: early,
      reasonLabel: t('operator.console.dialog.finalizeReason'),
      run: (reason) => run('contest:finalize', early ? { early: reason } : {}),
    });
  }

  function askTakeOver(): void {
    const name = watch.snapshot.value?.host?.controllerName;
    if (name == null) {
      void run('contest:take-over');
      return;
    }
    ask({
      heading: t('operator.console.dialog.takeOverTitle'),
      text: t('operator.console.dialog.takeOverText', { name }),
      action: t('operator.console.next.takeOver'),
      danger: false,
      run: () => run('contest:take-over'),
    });
  }

  async function primary(): Promise<void> {
    const next = step.value;
    if (!next) return;
    if (next.event === 'contest:take-over') askTakeOver();
    else if (next.event === 'contest:end') askEnd();
    else if (next.event === 'contest:finalize') askFinalize();
    else if (next.event === 'item:close') await close();
    else await run(next.event, next.body);
  }

  function askSkip(item: RundownItem): void {
    ask({
      heading: t('operator.console.dialog.skipTitle'),
      text: t('operator.console.dialog.skipText'),
      action: t('operator.console.action.skip'),
      run: () => run('item:skip', { contestItemId: item.contestItemId }),
    });
  }

  function askVoid(item: RundownItem): void {
    ask({
      heading:
        item.number === 0
          ? t('operator.console.dialog.voidTitleWarmUp')
          : t('operator.console.dialog.voidTitle', { number: item.number }),
      text: t('operator.console.dialog.voidText'),
      action: t('operator.console.action.void'),
      reason: true,
      run: (reason) => run('item:void', { contestItemId: item.contestItemId, reason }),
    });
  }

  function askReopen(): void {
    ask({
      heading: t('operator.console.dialog.reopenTitle'),
      text: t('operator.console.dialog.reopenText'),
      action: t('operator.console.action.reopen'),
      run: () => run('item:reopen'),
    });
  }

  function askReturnToDraft(): void {
    ask({
      heading: t('operator.console.dialog.returnToDraftTitle'),
      text: t('operator.console.dialog.returnToDraftText'),
      action: t('operator.console.action.returnToDraft'),
      run: () => run('contest:return-to-draft'),
    });
  }

  return {
    watch,
    position,
    step,
    may,
    busy,
    fault,
    prompt,
    primary,
    run,
    ask,
    askSkip,
    askVoid,
    askReopen,
    askEnd,
    askTakeOver,
    askFreeze,
    askThaw,
    askReturnToDraft,
    extend: () => run('item:extend', { seconds: EXTENSION_SECONDS }),
    pause: () => run('contest:pause'),
    show: (view: ScreenView) => run('screen:show', { view }),
    present: (item: RundownItem) => run('item:present', { contestItemId: item.contestItemId }),
    introduce: (round: RundownRound) => run('round:introduce', { roundId: round.id }),
    dismiss: () => {
      prompt.value = null;
    },
  };
}
