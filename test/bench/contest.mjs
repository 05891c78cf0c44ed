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

/** @returns the operator's headers (with those for REST) and the contest, ready for its lobby */
export async function prepareContest({ base, token, participants, settings }) {
  const headers = { 'content-type': 'application/json', origin: base };
  const setup = await fetch(`${base}/api/setup`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ token, ...ACCOUNT }),
  });
  const { csrfToken } = await answer(setup);
  const cookie = setup.headers.get('set-cookie').split(';')[0];
  const signedIn = { ...headers, cookie, 'x-csrf-token': csrfToken };

  const banks = await answer(await fetch(`${base}/api/question-banks`, { headers: signedIn }));
  const bank = banks.find(({ kinds }) => kinds.choice > 0);
  if (!bank) throw new Error('No shipped bank holds an item of a single choice.');
  const expected = Math.ceil(participants / BRANCHES);
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
    branches: Array.from({ length: BRANCHES }, (_, index) => ({ name: `示例第${index + 1}支部`, expected })),
  };
  const made = await fetch(`${base}/api/contests`, { method: 'POST', headers: signedIn, body: JSON.stringify(body) });
  const { id, pin, branches } = await answer(made);
  return {
    headers: { Cookie: cookie, Origin: base },
    rest: signedIn,
    contest: { id, pin, branchIds: branches.map((branch) => branch.id) },
  };
}
