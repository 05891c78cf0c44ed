/**
 * What the pages of the study log ask for; a route more is a line more. A line: its name, and its address for the nth call.
 * `given` has `unit` (the branch of 30), `top` (the province), `meetings` (ids of its entries), `own` (ids of each member's),
 * `ids` (its people), `campaign`, `book`, `exported` (an export that is done), `contestId`, `certificateId`, `code`, `feed`,
 * `attachment`.
 */
import { KINDS, YEAR } from './study-year.mjs';

const SPAN = `from=${YEAR}-01-01&to=${YEAR}-12-31`;
const month = (n) => String((n % 12) + 1).padStart(2, '0');
const nth = (list, n) => list[(n * 7) % list.length];

/** p95 at most 200 ms. */
export const BRANCH_ROUTES = [
  ['entries', ({ unit }) => `study/entries?unitId=${unit}&below=false`],
  ['entries of a month', ({ unit }, n) => `study/entries?unitId=${unit}&below=false&from=${YEAR}-${month(n)}-01&to=${YEAR}-${month(n)}-28`],
  ['entries by words', ({ unit }, n) => `study/entries?unitId=${unit}&q=学习${n + 1}`],
  ['entries of a mode', ({ unit }) => `study/entries?unitId=${unit}&mode=branch&status=locked&limit=200`],
  ['self-study', ({ unit }) => `study/entries?unitId=${unit}&of=person&limit=200`],
  ['one entry', ({ meetings }, n) => `study/entries/${nth(meetings, n)}`],
  ['one self-study', ({ own }, n) => `study/entries/${nth(own.flat(), n)}`],
  ['its history', ({ meetings }, n) => `study/entries/${nth(meetings, n)}/history`],
  ['attachment', ({ attachment }) => `study/attachments/${attachment}`],
  ['members', ({ unit }) => `study/units/${unit}/members?on=${YEAR}-06-30`],
  ['overview', ({ unit }) => `study/overview?unitId=${unit}&${SPAN}`],
  ['setup', () => `study/setup?on=${YEAR}-06-30`],
  ['modes', () => 'study/modes'],
  ['groups', () => 'study/groups'],
  ['settings', () => 'study/settings'],
  ['hours', ({ unit }) => `study/hours/units/${unit}?year=${YEAR}`],
  ['hours of a person', ({ ids }, n) => `study/hours/people/${nth(ids, n)}?year=${YEAR}`],
  ['hours below', ({ unit }) => `study/hours/units/${unit}/below?year=${YEAR}`],
  ['hours of the year before', ({ unit }) => `study/hours/units/${unit}?year=${YEAR - 1}`],
  ['hour policies', () => 'study/hours/policies'],
  ['hour rules of a contest', ({ contestId }) => `study/hours/contests/${contestId}/rules`],
  ['certificate as PDF', ({ certificateId }) => `study/hours/certificates/${certificateId}/file`],
  ['certificates of a person', ({ ids }, n) => `study/hours/people/${nth(ids, n)}/certificates`],
  ['certificate check', ({ code }) => `certificates/${code}`],
  ['exports', ({ unit }) => `study/exports?unitId=${unit}`],
  ['one export', ({ exported }) => `study/exports/${exported}`],
  ['file of an export', ({ exported }) => `study/exports/${exported}/file`],
  ['weak topics', ({ unit }) => `study/units/${unit}/weak-topics`],
  ['calendar', (_given, n) => `study/calendar/years/${2024 + (n % 8)}`],
  ['calendar nodes', () => 'study/calendar/nodes'],
  ['calendar feed, its address', () => 'study/calendar/feed'],
  ['calendar feed', ({ feed }) => feed],
  ['reading campaigns', () => 'study/reading/campaigns'],
  ['a campaign', ({ campaign }) => `study/reading/campaigns/${campaign}`],
  ['books', () => `study/reading/books?title=示例`],
  ['reflections', ({ campaign }) => `study/reading/campaigns/${campaign}/reflections`],
  ['figures of a campaign', ({ campaign, unit }) => `study/reading/campaigns/${campaign}/figures?unitId=${unit}`],
  ['recognition', ({ campaign }) => `study/reading/campaigns/${campaign}/recognition`],
  ['study codes', ({ unit }) => `organisation/units/${unit}/study-codes`],
  ['figures', ({ unit }) => `study/units/${unit}/figures?${SPAN}`],
  ['figures of a month', ({ unit }, n) => `study/units/${unit}/figures?from=${YEAR}-${month(n)}-01&to=${YEAR}-${month(n)}-28`],
  ['figures as a file', ({ unit }) => `study/units/${unit}/figures/file?${SPAN}`],
  ['notice of a contest', ({ contestId }) => `contests/${contestId}/notice?format=docx`],
]; // prettier-ignore

/** p95 at most 200 ms; asked by the members of the branch in turns. */
export const MEMBER_ROUTES = [
  ['session', () => 'member/session'],
  ['sessions', () => 'member/sessions'],
  ['wrong items', () => 'member/wrong-items'],
  ['wrong items of later', () => 'member/wrong-items?state=waiting'],
  ['own data', () => 'member/own-data'],
  ['certificates', () => 'member/certificates'],
  ['figures', () => `member/figures?${SPAN}`],
  ['reading campaigns', () => 'member/reading/campaigns'],
  ['a reading campaign', ({ campaign }) => `member/reading/campaigns/${campaign}`],
  ['a book of it', ({ campaign, book }) => `member/reading/campaigns/${campaign}/books/${book}`],
  ['adopted reflections', ({ campaign }) => `member/reading/campaigns/${campaign}/adopted`],
  ['recognition', ({ campaign }) => `member/reading/campaigns/${campaign}/recognition`],
  ['form', () => `member/study/setup?on=${YEAR}-06-30`],
  ['own entries, and with the branch', () => 'member/study/entries?limit=200'],
  ['own entries', () => 'member/study/entries?of=person'],
  ['one own entry', ({ own }, n) => `member/study/entries/${own[n % own.length][0]}`],
  ['one with the branch', ({ meetings }, n) => `member/study/entries/${nth(meetings, n)}`],
];

/** p95 at most a second. */
export const PROVINCE_ROUTES = [
  ['overview of all', () => `study/overview?${SPAN}`],
  ['overview of the province', ({ top }) => `study/overview?unitId=${top}&${SPAN}`],
  ['entries of all', () => 'study/entries?limit=200'],
  ['entries of the province', ({ top }, n) => `study/entries?unitId=${top}&limit=200&kind=${KINDS[n % KINDS.length][0]}`],
  ['entries of a mode', ({ top }) => `study/entries?unitId=${top}&mode=lead&status=approved&limit=200`],
  ['entries by words', ({ top }, n) => `study/entries?unitId=${top}&q=学习${n + 1}&status=approved`],
  ['entries by words that are nowhere', ({ top }) => `study/entries?unitId=${top}&q=没有这几个字`],
  ['entries of a month', ({ top }, n) => `study/entries?unitId=${top}&from=${YEAR}-${month(n)}-01&to=${YEAR}-${month(n)}-28&limit=200`],
  ['entries of nobody’s mode', ({ top }) => `study/entries?unitId=${top}&mode=guide&late=false&limit=200`],
  ['overview of a month', ({ top }, n) => `study/overview?unitId=${top}&from=${YEAR}-${month(n)}-01&to=${YEAR}-${month(n)}-28`],
  ['hours below', ({ top }) => `study/hours/units/${top}/below?year=${YEAR}`],
  ['hours below, the year before', ({ top }) => `study/hours/units/${top}/below?year=${YEAR - 1}`],
  ['figures of a month', ({ top }, n) => `study/units/${top}/figures?from=${YEAR}-${month(n)}-01&to=${YEAR}-${month(n)}-28`],
  ['figures', ({ top }) => `study/units/${top}/figures?${SPAN}`],
  ['figures as a file', ({ top }) => `study/units/${top}/figures/file?${SPAN}`],
  ['weak topics', ({ top }) => `study/units/${top}/weak-topics`],
  ['figures of a campaign', ({ campaign, top }) => `study/reading/campaigns/${campaign}/figures?unitId=${top}`],
  ['exports', ({ top }) => `study/exports?unitId=${top}`],
  ['learning records', () => 'study/statements'],
  ['statements', () => 'xapi/statements?limit=100'],
]; // prettier-ignore
