/** A year of a province: its roster, who is in which ledger of hours, and what its branches did, as lines of a bulk load. */
import { round } from './figures.mjs';

export const YEAR = 2025;
const A_CALL = 500;
const DAY_MS = 86_400_000;
/** Of the branch whose year is entered one by one. */
export const BRANCH = { name: '示例三十人支部', people: 30 };

/** Branches of units of counties of cities; every line is a person. */
export function rosterOf({ branches, people }) {
  const rows = ['省,市州,县区,单位,支部,姓名,工号'];
  for (let branch = 0; branch < branches; branch++) {
    const unit = branch % 200;
    const path = `示例省,示例${unit % 10}市,示例${unit % 50}县,示例${unit}局,第${Math.floor(branch / 200) + 1}支部`;
    for (let n = 0; n < people; n++) rows.push(`${path},示例${branch}之${n},S${branch}-${n}`);
  }
  for (let n = 0; n < BRANCH.people; n++)
    rows.push(`示例省,示例0市,示例0县,示例0局,${BRANCH.name},示例三十之${n},T${n}`);
  return rows.join('\n');
}

/** Units of the branches with their codes, in the order of the roster, and the branch that is entered one by one. */
export async function branchesOf(call, branches) {
  const { units } = await call('GET', '/api/organisation/units');
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const found = new Map();
  for (const unit of units.filter(({ level }) => level === 5)) found.set(`${byId.get(unit.parentId).name}${unit.name}`, unit);
  const listed = Array.from({ length: branches }, (_, at) => found.get(`示例${at % 200}局第${Math.floor(at / 200) + 1}支部`));
  return { listed, branch: found.get(`示例0局${BRANCH.name}`), top: units.find(({ level }) => level === 1) };
} // prettier-ignore

/** Everybody is a 党员; the first three of a branch are its 班子, and every fifth person is a 干部. */
export async function enterLedgers(call, units) {
  const startedAt = performance.now();
  for (const { id } of units) {
    const people = await call('GET', `/api/study/units/${id}/members?on=${YEAR}-12-31`);
    const held = (ledger, track = 'year') => ({ ledger, track, fromYear: YEAR - 1, toYear: null });
    await call('PUT', `/api/study/hours/units/${id}/ledgers`, {
      people: people.map(({ personId }, at) => ({
        personId,
        before: [],
        ledgers: [held('party-member'), ...(at < 3 ? [held('leadership')] : []), ...(at % 5 === 0 ? [held('cadre', 'span')] : [])],
      })),
    }); // prettier-ignore
  }
  return round((performance.now() - startedAt) / 1000);
}

const CONTENTS = '学习党章和法规的有关章节，结合本支部的工作交流体会，明确下一步的安排。'.repeat(4);
/** Kind, modes and record of what a branch does, in turns. */
export const KINDS = [
  ['theme-day', ['branch'], { host: '示例主持', recorder: '示例记录', agenda: '示例议题', contents: CONTENTS }],
  ['party-lesson', ['lead'], { leader: '示例书记', source: '示例文件' }],
  ['lecture', ['guide'], { speaker: '示例讲师', 'speaker-unit': '示例单位' }],
  ['discussion', ['apply', 'branch'], { host: '示例主持', recorder: '示例记录', agenda: '示例议题', contents: CONTENTS, speeches: CONTENTS, 'own-role': '示例', result: '示例成果' }],
]; // prettier-ignore

/** The day of the nth of so many, spread over the year. */
export const dayOf = (n, of) =>
  new Date(Date.UTC(YEAR, 0, 1) + Math.floor((n * 364) / Math.max(1, of - 1)) * DAY_MS).toISOString().slice(0, 10);

function* lines(units, { people, entries }) {
  for (let n = 0; n < entries; n++) {
    for (const [branch, { code }] of units.entries()) {
      const [kind, modes, record] = KINDS[(n + branch) % KINDS.length];
      const away = Array.from({ length: people }, (_, at) => at).filter((at) => (at + n + branch) % 12 === 0);
      yield JSON.stringify({
        sourceId: `bench-${n}`,
        unit: code,
        kind,
        modes,
        record,
        onDate: dayOf(n, entries),
        title: `示例学习${n + 1}`,
        minutes: 60 + (n % 4) * 15,
        present: Array.from({ length: people }, (_, at) => at).filter((at) => !away.includes(at)).map((at) => `S${branch}-${at}`),
        absent: away.map((at) => `S${branch}-${at}`),
        status: 'approved',
      }); // prettier-ignore
    }
  }
}

/** Every line is held to what one entry is held to; one that is rejected ends the bench. */
export async function loadYear(call, units, size) {
  let part = [];
  let [calls, slowest, created] = [0, 0, 0];
  const send = async () => {
    const startedAt = performance.now();
    const report = await call('POST', '/api/study/entries/bulk?dryRun=false', part.join('\n'), 'application/x-ndjson');
    slowest = Math.max(slowest, performance.now() - startedAt);
    created += report.created;
    calls += 1;
    if (report.rejected > 0) throw new Error(JSON.stringify(report.rows.find(({ faults }) => faults.length > 0)));
    part = [];
  };
  const startedAt = performance.now();
  for (const line of lines(units, size)) if (part.push(line) === A_CALL) await send();
  if (part.length > 0) await send();
  if (created !== units.length * size.entries) throw new Error(`${created} entries were loaded`);
  return { seconds: round((performance.now() - startedAt) / 1000), calls, slowestCallMs: round(slowest) };
}
