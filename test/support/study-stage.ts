/** A contest by roster that is played to its final result, and the members who played it. */
import { ContestEntries } from '../../src/study/entries/contest-entries.js';
import { ContestWriter } from '../../src/study/statement/contest-writer.js';
import { WrongItemWriter } from '../../src/study/wrong-items/wrong-item-writer.js';
import { playItems, type Hits } from './after-play.js';
import { Participant } from './contest-client.js';
import type { InProcessServer } from './contest-server.js';
import { bodyOf, Stage, type StageOptions } from './contest-stage.js';
import { membersOf, type Member } from './member-desk.js';
import { OrganisationDesk, SAMPLE_ROSTER } from './organisation-desk.js';

export interface StudyStage {
  readonly server: InProcessServer;
  readonly first: Stage;
  readonly desk: OrganisationDesk;
  /** Of 示例甲局 第一支部: 示例甲 and 示例乙. */
  readonly members: readonly Member[];
}

export async function studyStage(server: InProcessServer): Promise<StudyStage> {
  const first = await Stage.set(server);
  const desk = new OrganisationDesk(first.operator);
  await desk.load(SAMPLE_ROSTER);
  return { server, first, desk, members: await membersOf(desk, '示例甲局 第一支部') };
}

/** @param hits by item, then by member */
export async function playByRoster(
  study: StudyStage,
  hits: Hits,
  { everyKind = false, end = true, ...options }: StageOptions & { everyKind?: boolean; end?: boolean } = {},
): Promise<Stage> {
  const path = '/api/organisation/units/all/branches?level=5';
  const branches = await bodyOf<{ unitId: string; name: string; expected: number }[]>(study.desk.operator.get(path));
  const stage = await study.first.another({
    branches,
    settings: { entry: 'roster', ...options.settings },
    rounds: [{ items: hits.length, everyKind }],
  });
  await playThrough(study, stage, hits, end);
  return stage;
}

/** A contest by roster that is there already. */
export async function playThrough({ desk, members }: StudyStage, stage: Stage, hits: Hits, end = true): Promise<void> {
  const host = await stage.console();
  await host.pressAll('contest:open-lobby');
  const codes = new Map<string, string>();
  for (const { id } of stage.contest.branches) {
    for (const { personId, code } of await desk.codes(stage.contestId, id)) codes.set(personId, code);
  }
  const people: Participant[] = [];
  for (const { personId } of members) {
    const join = { pin: stage.contest.pin, entryCode: codes.get(personId) ?? '', consent: { notice: true } as const };
    people.push(await Participant.join(stage.url, join));
  }
  await host.pressAll('round:introduce');
  await playItems(stage, host, people, hits);
  await host.pressAll('contest:end');
  if (end) await host.pressAll('contest:finalize');
  host.client.close();
  for (const { client } of people) client.close();
}

/** Everything that follows from final results is written. */
export async function written(server: InProcessServer): Promise<void> {
  await server.app.get(ContestEntries).settled();
  await server.app.get(ContestWriter).settled();
  await server.app.get(WrongItemWriter).settled();
}
