import { nextTick, watch } from 'vue';
import type { ShallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { announce } from '../composables/use-announcer.js';
import { clockTime, pointsText } from '../lib/duration.js';
import { roundHeading } from '../lib/round-heading.js';
import type { ContestState } from './contest-state.js';
import type { Contest } from './use-contest.js';
import type { ResponseForm } from './use-response.js';

const DIALOG = '[role="dialog"], [role="alertdialog"]';

/** Says in words what changed, and moves focus only where a new item begins (or the focused part went away). */
export function usePhaseAnnouncements(contest: Contest, form: ResponseForm, focusHeading: () => void): void {
  const { t } = useI18n();
  const state: ShallowRef<ContestState | null> = contest.state;
  const inDialog = (): boolean => document.querySelector(DIALOG) !== null;

  watch(
    () => state.value?.item?.contestItemId,
    async (itemId) => {
      if (itemId === undefined) return;
      await nextTick();
      if (!inDialog()) focusHeading();
    },
  );

  watch(
    () => state.value?.phase,
    async (phase, before) => {
      if (phase === undefined || before === undefined) return;
      const current = state.value;
      if (phase === 'introducing' && current?.round) {
        announce(roundHeading(current.round), { critical: true });
      } else if (phase === 'closed') {
        announce(
          form.savedAt.value === null
            ? t('play.closedNone')
            : t('play.closedDone', { time: clockTime(form.savedAt.value) }),
          { critical: true },
        );
      } else if (phase === 'ended' || phase === 'finalized') {
        announce(t(phase === 'ended' ? 'play.ended.heading' : 'play.ended.finalized'), { critical: true });
      }
      // The submit button and the form may be gone now; a screen reader would otherwise start from the page's top.
      await nextTick();
      if (document.activeElement === document.body && !inDialog()) focusHeading();
    },
  );

  watch(
    () => (state.value?.phase === 'revealed' ? state.value.ownResult : undefined),
    (result) => {
      if (!result || result.contestItemId !== state.value?.item?.contestItemId) return;
      const outcome = t(`item.outcomes.${result.outcome}`);
      announce(
        result.points === null || result.total === null
          ? t('play.revealedSpokenPlain', { outcome })
          : t('play.revealedSpoken', { outcome, points: pointsText(result.points), total: pointsText(result.total) }),
        { critical: true },
      );
    },
  );

  watch(
    () => state.value?.paused,
    (paused, before) => {
      if (paused === true) announce(t('play.paused.heading'), { critical: true });
      else if (before === true) announce(t('play.resumed'), { critical: true });
    },
  );

  watch(contest.connection.state, (now, before) => {
    if (now === 'connected' && (before === 'reconnecting' || before === 'offline'))
      announce(t('play.reconnected'), { critical: true });
    else if ((now === 'reconnecting' || now === 'offline') && before === 'connected')
      announce(t('play.disconnected'), { critical: true });
  });
}
