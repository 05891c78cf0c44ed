/** The year of a branch of 30 as its secretary and its members enter it: one call after the other, over the public API. */
import { dayOf, KINDS, YEAR } from './study-year.mjs';

const MEETINGS = 60;
/** 自学 of each of them. */
const ALONE = 12;
const PHOTO = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** @returns ids to ask for, and sessions of the members */
export async function enterYear({ call, enter }, { unitId, watch }) {
  const people = await call('GET', `/api/study/units/${unitId}/members?on=${YEAR}-12-31`);
  const ids = people.map(({ personId }) => personId);
  const meetings = [];
  for (let n = 0; n < MEETINGS; n++) meetings.push(await enterMeeting({ call, watch }, { unitId, ids, n }));
  const codes = await call('POST', `/api/organisation/units/${unitId}/study-codes`, {});
  const members = [];
  for (const { code } of codes) members.push(await enter(code));
  const own = await enterAlone({ call, watch }, members);
  return { ids, meetings, own, members };
}

async function enterMeeting({ call, watch }, { unitId, ids, n }) {
  const [kind, modes, record] = KINDS[n % KINDS.length];
  const attendance = ids.map((personId, at) =>
    (at + n) % 12 === 0 ? { personId, state: 'absent', reason: 'official' } : { personId, state: 'present' },
  );
  const said = { kind, modes, record, onDate: dayOf(n, MEETINGS), title: `示例三十学习${n + 1}`, minutes: 60 + (n % 4) * 15 };
  const { id } = await watch.time('create', () => call('POST', '/api/study/entries', { unitId, ...said, attendance }));
  if (n % 3 === 0) {
    const path = `/api/study/entries/${id}/attachments?kind=photo&name=x.png&alt=${encodeURIComponent('示例照片')}`;
    await watch.time('attach', () => call('POST', path, PHOTO, 'image/png'));
  }
  const late = [{ personId: ids[n % ids.length], state: 'absent', reason: 'sick' }];
  await watch.time('edit', () => call('PATCH', `/api/study/entries/${id}`, { baseVersion: 1, patch: { attendance: late } }));
  const step = (name, body = {}) => watch.time(name, () => call('POST', `/api/study/entries/${id}/${name}`, body));
  await step('submit');
  await step('approve');
  if (n % 10 === 0) {
    await step('return', { reason: '示例理由' });
    await step('submit');
    await step('approve');
  }
  const { version } = await step('lock');
  if (n % 10 === 5) await step('corrections', { baseVersion: version, patch: { minutes: 90 }, reason: '示例更正' });
  return id;
} // prettier-ignore

/** @returns the ids of each of them */
async function enterAlone({ call, watch }, members) {
  const own = [];
  const record = { item: '示例篇目', 'declared-hours': 1, insight: '示例体会' };
  for (const [at, member] of members.entries()) {
    const made = [];
    for (let n = 0; n < ALONE; n++) {
      const onDate = dayOf(n * members.length + at, ALONE * members.length);
      const said = { kind: 'self-study', modes: ['self'], record, onDate, title: `示例自学${n + 1}`, minutes: 60 };
      const { id } = await watch.time('own: create', () => member('POST', '/api/member/study/entries', said));
      await watch.time('own: submit', () => member('POST', `/api/member/study/entries/${id}/submit`, {}));
      made.push(id);
    }
    own.push(made);
  }
  const all = own.flat();
  for (let from = 0; from < all.length; from += 200) {
    const ids = all.slice(from, from + 200);
    await watch.time('decide 200', () => call('POST', '/api/study/entries/decide', { ids, decision: 'approve' }));
  }
  return own;
}
