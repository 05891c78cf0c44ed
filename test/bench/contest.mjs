/** Prepares a contest over REST as an organiser does in the browser. */

const BRANCHES = 200;
/** The item must not close before the last response. */
const TIME_LIMIT_SECONDS = 120;
const ACCOUNT = { login: 'bench', displayName: '示例管理员', password: 'orbit lantern gravel mint' };

async function answer(response) {
  const body = await response.json();
  if (!response.ok) throw new Error(`${response.url}: ${JSON.stringify(body)}`);
  return body;
}

/** @returns the operator's headers (with those for REST) and a contest, ready for its lobby */
export async function prepareContest({ base, token, participants, settings }) {
  const headers = { 'content-type': 'application/json', origin: base };
  const setup = await fetch(`${base}/api/setup`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ token, ...ACCOUNT }),
  });
  const { csrfToken } = await answer(setup);
  const cookie = setup.headers.get('set-cookie').split(';')[0];
  const rest = { ...headers, cookie, 'x-csrf-token': csrfToken };
  const contest = await makeContest({ base, rest, participants, settings });
  return { headers: { Cookie: cookie, Origin: base }, rest, contest };
}

/** @returns what participants need to come in */
export async function makeContest({ base, rest, participants, settings, branches = BRANCHES }) {
  const banks = await answer(await fetch(`${base}/api/question-banks`, { headers: rest }));
  const bank = banks.find(({ kinds }) => kinds.choice > 0);
  if (!bank) throw new Error('No shipped bank holds an item of a single choice.');
  const expected = Math.ceil(participants / branches);
  const body = {
    title: '示例 bench',
    settings,
    rounds: [
      {
        title: '必答',
        draw: [{ bankId: bank.id, kind: 'choice', select: 'single', count: 1 }],
        points: 10,
        timeLimitSeconds: TIME_LIMIT_SECONDS,
      },
    ],
    branches: Array.from({ length: branches }, (_, index) => ({ name: `示例第${index + 1}支部`, expected })),
  };
  const made = await fetch(`${base}/api/contests`, { method: 'POST', headers: rest, body: JSON.stringify(body) });
  const contest = await answer(made);
  return { id: contest.id, pin: contest.pin, branchIds: contest.branches.map((branch) => branch.id) };
}
