/** Campaigns and books as their members read of them. */
import type { MemberCampaignSummary, OwnReading } from '@protocol/own-reading.js';

/** 2026年4月23日: campaigns may run over the turn of a year. Noon in UTC is the same day wherever the page is open. */
const dayOf = (date: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'long', day: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${date}T12:00:00Z`),
  );

type Say = (key: string, values?: Record<string, unknown>) => string;

/** Who organises it, when, and whether it has begun. */
export function fromLine({ unitPath, fromDate, toDate, phase }: MemberCampaignSummary, t: Say, locale: string): string {
  const days = t('ownReading.days', { from: dayOf(fromDate, locale), to: dayOf(toDate, locale) });
  return t('ownReading.from', { unit: unitPath[unitPath.length - 1] ?? '', days, phase: t(`reading.phases.${phase}`) });
}

/** How far somebody is in a book, in their own way of counting. */
export function progressLine(reading: OwnReading | null, t: Say, locale: string): string {
  if (reading === null) return t('ownReading.campaign.notBegun');
  const format = t(`reading.formats.${reading.format}`);
  const { finishedOn, page, pages, progress } = reading;
  if (finishedOn !== null) return t('ownReading.campaign.finished', { format, day: dayOf(finishedOn, locale) });
  return page === null
    ? t('ownReading.campaign.progress', { format, progress })
    : t('ownReading.campaign.pages', { format, page, pages });
}
