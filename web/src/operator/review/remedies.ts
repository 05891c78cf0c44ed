/** Corrections and points by hand that may answer an appeal. */
import { shallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import type { AdjustmentInfo, AppealInfo, CorrectionInfo, CorrectionSheet, RulingBody } from '@protocol/corrections.js';
import { operatorApi } from '../session.js';

export interface Remedy {
  readonly value: string;
  readonly text: string;
  readonly body: Pick<RulingBody, 'correction' | 'adjustmentId'>;
}

export function useRemedies(contestId: string) {
  const { t } = useI18n();
  const corrections = shallowRef<readonly CorrectionInfo[]>([]);
  const adjustments = shallowRef<readonly AdjustmentInfo[]>([]);

  async function load(): Promise<void> {
    const [sheet, given] = await Promise.all([
      operatorApi.get<CorrectionSheet>(`/api/contests/${contestId}/corrections`),
      operatorApi.get<readonly AdjustmentInfo[]>(`/api/contests/${contestId}/adjustments`),
    ]);
    if (sheet.ok) corrections.value = sheet.data.history;
    if (given.ok) adjustments.value = given.data;
  }

  const correctionText = ({ kind, number, version }: CorrectionInfo): string =>
    t(`review.appeals.remedies.${kind}`, { number, version });
  const adjustmentText = ({ name, points, reason }: AdjustmentInfo): string =>
    t('review.appeals.remedies.points', { name, points, reason });

  /** Of corrections that were not taken back, and points that are confirmed. */
  const options = (): readonly Remedy[] => [
    ...corrections.value
      .filter(({ cancelled }) => cancelled === null)
      .map((one) => ({
        value: `correction/${one.version}`,
        text: correctionText(one),
        body: { correction: one.version },
      })),
    ...adjustments.value
      .filter(({ state }) => state === 'confirmed')
      .map((one) => ({ value: `points/${one.id}`, text: adjustmentText(one), body: { adjustmentId: one.id } })),
  ];

  /** Null where the ruling names nothing. */
  function remedyText({ correction, adjustmentId }: AppealInfo): string | null {
    const made = corrections.value.find(({ version }) => version === correction);
    if (made) return correctionText(made);
    const given = adjustments.value.find(({ id }) => id === adjustmentId);
    return given ? adjustmentText(given) : null;
  }

  return { load, options, remedyText };
}
