/** One's own data as a page to read and as data for programs. Pure but for `saveFile`. */
import type { ItemRecord } from '@protocol/corrections.js';
import type { OwnData, OwnParticipation } from '@protocol/privacy.js';
import { pointsText } from '../lib/duration.js';
import { responseLines } from '../lib/response.js';

type Words = (key: string, values?: Record<string, unknown>) => string;

export interface FileWords {
  readonly t: Words;
  readonly lang: string;
  readonly date: (at: number) => string;
  readonly time: (at: number) => string;
}

type Fact = readonly [name: string, value: string];

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
/** Names and responses are other people's text as far as a page is concerned. */
const escaped = (text: string): string => text.replace(/[&<>"']/gu, (sign) => ESCAPES[sign] ?? '');

export function personFacts({ person }: OwnData, { t, date }: FileWords): readonly Fact[] {
  if (person === null) return [];
  const units = person.memberships.map(({ unit, from, to }): Fact => {
    const values = { unit, from: date(from), to: to === null ? '' : date(to) };
    return [t('ownData.kept.unit'), t(to === null ? 'ownData.kept.unitSince' : 'ownData.kept.unitSpan', values)];
  });
  const staff: Fact[] = person.staffCode === null ? [] : [[t('ownData.kept.staffCode'), person.staffCode]];
  return [[t('ownData.kept.name'), person.name], ...staff, ...units];
}

export function participationFacts(row: OwnParticipation, { t, time }: FileWords): readonly Fact[] {
  const none = t('ownData.kept.none');
  const consent = { time: time(row.consentAt), version: row.noticeVersion ?? 0 };
  return [
    [t('ownData.kept.name'), row.name],
    [t('ownData.kept.branch'), row.branchName],
    [t('ownData.kept.joinedAt'), time(row.joinedAt)],
    [
      t('ownData.kept.consent'),
      t(row.noticeVersion === null ? 'ownData.kept.consentAtUnknown' : 'ownData.kept.consentAt', consent),
    ],
    [t('ownData.kept.enteredBy'), t(`ownData.kept.by.${row.enteredBy}`)],
    [t('ownData.kept.phase'), t(`common.phases.${row.phase}`)],
    [
      t('ownData.kept.total'),
      row.total === null ? none : t('ownData.kept.totalValue', { points: pointsText(row.total) }),
    ],
    [t('ownData.kept.rank'), row.rank === null ? none : t('ownData.kept.rankValue', { rank: row.rank })],
  ];
}

const list = (facts: readonly Fact[]): string =>
  `<dl>${facts.map(([name, value]) => `<dt>${escaped(name)}</dt><dd>${escaped(value)}</dd>`).join('')}</dl>`;

function itemPart(record: ItemRecord, { t, time }: FileWords): string {
  const words = { yes: t('item.trueLabel'), no: t('item.falseLabel') };
  const { number, item, outcome, points } = record;
  const given = record.responses.flatMap(({ response, receivedAt }): Fact[] => [
    [t('ownData.copy.response'), responseLines(item, response, words).join('；') || t('ownData.copy.noResponse')],
    [t('ownData.copy.receivedAt'), time(receivedAt)],
  ]);
  const judged: Fact[] =
    outcome === null
      ? []
      : [[t('ownData.copy.outcome'), `${t(`item.outcomes.${outcome}`)}，${pointsText(points ?? 0)}`]];
  const facts: readonly Fact[] = [
    ...(given.length > 0 ? given : [[t('ownData.copy.response'), t('ownData.copy.noResponse')] as const]),
    [t('ownData.copy.correct'), responseLines(item, record.correctResponse, words).join('；')],
    ...judged,
  ];
  const heading = t('ownData.copy.item', { number, points: pointsText(item.points) });
  return `<section><h3>${escaped(heading)}</h3><p>${escaped(item.stem)}</p>${list(facts)}</section>`;
}

function participationPart(row: OwnParticipation, words: FileWords): string {
  const appeals = row.appeals.map(({ text, filedAt, ruling }) =>
    list([
      [`${words.t('ownData.copy.appeal')}，${words.time(filedAt)}`, text],
      [words.t('ownData.copy.ruling'), ruling ?? words.t('ownData.kept.none')],
    ]),
  );
  const items = row.items.map((record) => itemPart(record, words));
  return [`<h2>${escaped(row.title)}</h2>`, list(participationFacts(row, words)), ...items, ...appeals].join('\n');
}

/** As it is kept, part by part: names of fields are what programs call them. */
function studyPart({ study }: OwnData, { t }: FileWords): string {
  const parts = Object.entries(study);
  if (parts.length === 0) return '';
  const shown = parts.map(
    ([name, kept]) => `<h3>${escaped(name)}</h3><pre>${escaped(JSON.stringify(kept, null, 2))}</pre>`,
  );
  return [`<h2>${escaped(t('ownData.copy.study'))}</h2>`, ...shown].join('\n');
}

const STYLE =
  'body{max-width:44rem;margin:0 auto;padding:1rem;font:1.125rem/1.7 sans-serif}dl{display:grid;' +
  'grid-template-columns:minmax(7rem,auto) 1fr;gap:.25rem 1rem;margin:0 0 1rem}dt{font-weight:bold}dd{margin:0;overflow-wrap:anywhere}pre{white-space:pre-wrap;overflow-wrap:anywhere}';

/** A whole page without script, picture or link: it opens anywhere, also without a network. */
export function ownDataPage(data: OwnData, words: FileWords): string {
  const { t, lang, time } = words;
  const title = escaped(t('ownData.title'));
  const person = data.person ? `<h2>${escaped(t('ownData.kept.person'))}</h2>\n${list(personFacts(data, words))}` : '';
  return [
    `<!doctype html>\n<html lang="${lang}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${title}</title><style>${STYLE}</style></head><body><main>`,
    `<h1>${title}</h1><p>${escaped(t('ownData.copy.exportedAt', { time: time(data.exportedAt) }))}</p>`,
    person,
    ...data.participations.map((row) => participationPart(row, words)),
    studyPart(data, words),
    `<p>${escaped(t('ownData.copy.footer'))}</p></main></body></html>\n`,
  ].join('\n');
}

/** Through a link of its own, which works over plain HTTP and under the policy of our pages. */
export function saveFile(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // Some browsers read it a little later.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
