/** A contest of the branch by its roster, played to a final result: wrong items, learning records and hours follow from it. */
import { once } from 'node:events';
import { io } from 'socket.io-client';
import { built } from './children.mjs';
import { YEAR } from './study-year.mjs';

const ITEMS = 20;
const WITHIN_MS = 20_000;
/** Of the rest somebody is wrong in turns. */
const RIGHT_OF_TEN = 7;

export async function playContest({ base, headers, call }, unitId) {
  const { DEFAULT_SETTINGS } = await built('protocol/settings.js');
  const { PROTOCOL_VERSION } = await built('protocol/events.js');
  const contest = await prepare(call, unitId, {
    ...DEFAULT_SETTINGS,
    entry: 'roster',
    readingSeconds: 0,
    appealWindowMinutes: 0,
  });
  const connect = (extraHeaders = {}) => connected(base, { auth: { protocolVersion: PROTOCOL_VERSION }, extraHeaders });
  const host = await connect(headers);
  const { snapshot } = await demand(host, 'contest:watch', { contestId: contest.id, as: 'host' });
  let { version } = snapshot;
  const press = async (event, more = {}) => {
    ({ version } = await demand(host, event, { contestId: contest.id, expectedVersion: version, ...more }));
  };
  await press('contest:open-lobby');
  const people = [];
  const codes = await call('GET', `/api/contests/${contest.id}/roster/codes?branchId=${contest.branches[0].id}`);
  for (const { code } of codes) {
    const one = await connect();
    await demand(one, 'contest:join', { pin: contest.pin, entryCode: code, consent: { notice: true } });
    people.push(one);
  }
  await press('round:introduce');
  for (const [number, item] of contest.rounds[0].items.entries()) {
    const opened = Promise.all(people.map((one) => reached(one, 'open')));
    const closed = reached(host, 'closed');
    await press('item:present');
    await press('item:open');
    const frames = await opened;
    await Promise.all(people.map((one, at) => demand(one, 'response:submit', responseOf(contest, frames[at].item, { item, number, at })))); // prettier-ignore
    ({ version } = await closed);
    await press('item:reveal');
  }
  await press('contest:end');
  await press('contest:finalize');
  for (const one of [host, ...people]) one.disconnect();
  await call('PUT', `/api/study/hours/contests/${contest.id}/rules`, {
    rules: [{ ledger: 'party-member', passPercent: 50, hundredths: 600 }],
  });
  return { contestId: contest.id, ...(await certificate(call, unitId)) };
}

async function prepare(call, unitId, settings) {
  const banks = await call('GET', '/api/question-banks');
  const bank = banks.find(({ kinds }) => (kinds['true-false'] ?? 0) >= ITEMS);
  if (!bank) throw new Error('No shipped bank holds enough items.');
  const draw = [{ bankId: bank.id, kind: 'true-false', count: ITEMS }];
  const branches = (await call('GET', '/api/organisation/units/all/branches?level=5')).filter((one) => one.unitId === unitId);
  const rounds = [{ title: '必答', draw, points: 5, timeLimitSeconds: 60 }];
  return call('POST', '/api/contests', { title: '示例支部竞赛', settings, rounds, branches });
} // prettier-ignore

/** Its hours were given for this year; it is printed once it is asked for. */
async function certificate(call, unitId) {
  const year = new Date().getFullYear();
  const [{ personId }] = await call('GET', `/api/study/units/${unitId}/members?on=${YEAR}-12-31`);
  for (const until = Date.now() + WITHIN_MS; Date.now() < until;) {
    const { people } = await call('GET', `/api/study/hours/units/${unitId}?year=${year}`);
    for (const one of [personId, ...people.map((row) => row.personId)]) {
      const { awards } = await call('GET', `/api/study/hours/people/${one}?year=${year}`);
      if (awards.length === 0) continue;
      const { id, code } = await call('POST', `/api/study/hours/awards/${awards[0].id}/certificate`, {});
      return { certificateId: id, code };
    }
  }
  throw new Error('nobody was awarded hours');
}

function responseOf(contest, { contestItemId, opening }, { item, number, at }) {
  const right = (number + at) % 10 < RIGHT_OF_TEN;
  const { value } = item.correctResponse;
  return {
    contestId: contest.id,
    contestItemId,
    opening,
    submissionId: `bench-${String(number).padStart(3, '0')}-${String(at).padStart(3, '0')}`,
    response: { value: right ? value : !value },
  };
}

async function connected(base, options) {
  const socket = io(`${base}/contest`, { transports: ['websocket'], forceNew: true, reconnection: false, ...options });
  await once(socket, 'connect');
  return socket;
}

async function demand(socket, event, message) {
  const ack = await socket.timeout(WITHIN_MS).emitWithAck(event, message);
  if (!ack.ok) throw new Error(`${event}: ${ack.error.code} ${ack.error.message}`);
  return ack.data;
}

function reached(socket, phase) {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`waited in vain for ${phase}`)), WITHIN_MS);
    const look = (frame) => {
      if (frame.phase !== phase) return;
      clearTimeout(late);
      socket.off('contest:changed', look);
      resolve(frame);
    };
    socket.on('contest:changed', look);
  });
}
