/** The load generator's process: carries out what run.mjs asks for over IPC, one step after the other. */
import { Crowd } from './crowd.mjs';

/** @type {Crowd} */
let crowd;
let contest;
let item;
let closing;

const command =
  (event, more = {}) =>
  async () => {
    const { version } = await crowd.host.send(event, {
      contestId: contest.id,
      expectedVersion: contest.version,
      ...more,
    });
    contest.version = version;
  };

/** Every participant picks a choice, all choices equally often. */
const submission = (index) => ({
  contestId: contest.id,
  contestItemId: item.contestItemId,
  opening: item.opening,
  submissionId: `bench-${String(index).padStart(8, '0')}`,
  response: { choices: [item.choices[index % item.choices.length].id] },
});

async function reach(trigger, phase, ...more) {
  const pushed = await crowd.push(trigger, 'contest:changed', ...more);
  const reached = pushed[0].payload.phase;
  if (reached !== phase) throw new Error(`The contest is in phase ${reached}, expected ${phase}.`);
  return pushed;
}

const steps = {
  async enter({ port, protocolVersion, headers, contest: given }) {
    crowd = new Crowd({ port, protocolVersion });
    contest = given;
    await crowd.enterHost({ headers });
    const { snapshot } = await crowd.host.send('contest:watch', { contestId: contest.id, as: 'host' });
    contest.version = snapshot.version;
    await command('contest:open-lobby')();
  },

  join: ({ count }) =>
    crowd.join(count, (index) => ({
      pin: contest.pin,
      name: `示例${index}`,
      branchId: contest.branchIds[index % contest.branchIds.length],
      consent: { notice: true },
    })),

  /** The item's text is on the phones before it opens, as in every contest. */
  async present() {
    await reach(command('round:introduce'), 'introducing');
    await reach(command('item:present'), 'presenting');
  },

  async open() {
    const [{ ms, payload, bytes }] = await reach(command('item:open'), 'open');
    item = payload.item;
    return { ms, bytes };
  },

  async burst() {
    // The server closes the item by itself when all have responded; that frame belongs to no trigger of ours.
    closing = reach(() => Promise.resolve(), 'closed');
    closing.catch(() => {});
    return crowd.burst(submission);
  },

  async closed() {
    await closing;
    contest.version++;
  },

  async reveal() {
    const [, { ms }] = await reach(command('item:reveal'), 'revealed', 'result:own', 'leaderboard:changed');
    return { ms };
  },

  /** The bare server knows no contest: ids of the same length, a frame of the same size. */
  async enterBare({ port, protocolVersion }) {
    crowd = new Crowd({ port, protocolVersion });
    contest = { id: 'c'.repeat(36), pin: '000000', branchIds: ['b'.repeat(36)] };
    item = {
      contestItemId: 'i'.repeat(16),
      opening: 1,
      choices: ['w', 'x', 'y', 'z'].map((letter) => ({ id: letter.repeat(16) })),
    };
    await crowd.enterHost({});
  },

  async pushBare({ bytes }) {
    const [{ ms }] = await crowd.push(() => crowd.host.send('push', { bytes }), 'contest:changed');
    return { ms };
  },

  burstBare: () => crowd.burst(submission),

  leave: () => crowd.close(),
};

process.on('message', async ({ id, step, given }) => {
  try {
    process.send({ id, result: (await steps[step](given)) ?? null });
  } catch (error) {
    process.send({ id, error: error.message });
  }
});
process.on('disconnect', () => process.exit());
