/** One contest with its host and its participants, all inside the node. */
import { PROTOCOL_VERSION } from '../../dist/server/protocol/events.js';
import { SimulatedConnection } from './simulated-crowd.mjs';

export class SimulatedHall {
  crowd = [];
  #engine;
  #contest;
  #host;
  #version = 0;
  #item;

  constructor(engine, contest) {
    this.#engine = engine;
    this.#contest = contest;
  }

  /** @param {Record<string, string>} headers of the host's requests, names in lower case */
  async open(headers) {
    this.#host = SimulatedConnection.open(this.#engine, headers);
    await this.#host.enter({ protocolVersion: PROTOCOL_VERSION });
    const watched = await this.#host.ask('contest:watch', { contestId: this.#contest.id, as: 'host' });
    this.#version = watched.snapshot.version;
    await this.press('contest:open-lobby');
  }

  async press(event) {
    const expectedVersion = this.#version;
    ({ version: this.#version } = await this.#host.ask(event, { contestId: this.#contest.id, expectedVersion }));
  }

  /** The item in front of everybody, and where the contest stands now. */
  async sync() {
    const { snapshot } = await this.#host.ask('contest:sync', { contestId: this.#contest.id });
    this.#version = snapshot.version;
    this.#item = snapshot.item;
  }

  async join(number) {
    const connection = SimulatedConnection.open(this.#engine);
    this.crowd.push(connection);
    await connection.enter({ protocolVersion: PROTOCOL_VERSION });
    const { pin, branchIds } = this.#contest;
    const branchId = branchIds[number % branchIds.length];
    await connection.ask('contest:join', { pin, name: `示例${number}`, branchId, consent: { notice: true } });
  }

  /** Resolves once each of them was sent the event. */
  reached(event) {
    return new Promise((done) => {
      let left = this.crowd.length;
      for (const connection of this.crowd) {
        connection.onEvent = (name) => {
          if (name !== event) return;
          connection.onEvent = () => {};
          if (--left === 0) done();
        };
      }
    });
  }

  /** @param {(error: Error | null, submissionId: string) => void} done once it is acknowledged or refused */
  respond(index, done) {
    const { contestItemId, opening, choices } = this.#item;
    const submissionId = `bench-${this.#contest.pin}-${String(index).padStart(8, '0')}`;
    const response = { choices: [choices[index % choices.length].id] };
    const body = { contestId: this.#contest.id, contestItemId, opening, submissionId, response };
    this.crowd[index].submit('response:submit', body, (text, accepted) =>
      done(accepted ? null : new Error(text), submissionId),
    );
  }

  get bytes() {
    return this.crowd.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  leave() {
    for (const connection of [...this.crowd, this.#host]) connection.emit('close');
  }
}
