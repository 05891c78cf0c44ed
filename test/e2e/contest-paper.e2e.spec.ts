import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { Reader } from '../../src/platform/database/reader.js';
import { readDocx } from '../../src/question-bank/files/docx-read.js';
import { InProcessServer } from '../support/contest-server.js';
import { Stage } from '../support/contest-stage.js';
import { RestClient } from '../support/rest-client.js';
import { getFile } from '../support/upload.js';

describe('a contest on paper', () => {
  let server: InProcessServer;
  let stage: Stage;
  beforeAll(async () => {
    server = await InProcessServer.start();
    stage = await Stage.set(server, {
      rounds: [
        { items: 1, warmUp: true, points: 0 },
        { items: 4, points: 5 },
        { items: 6, everyKind: true },
      ],
    });
  });
  afterAll(() => server.close());

  const path = (query: string, id = stage.contestId) => `/api/contests/${id}/paper?format=docx&${query}`;
  const linesOf = async (bytes: Uint8Array): Promise<readonly string[]> =>
    (await readDocx(bytes)).blocks
      .flatMap((block) => (block.kind === 'line' ? [block.line] : block.lines))
      .map(({ text }) => text.replaceAll('\u00A0', ' ').trim());
  const taken = async (query: string) => linesOf((await getFile(stage.operator, path(query))).bytes);
  const secrets = () =>
    stage.items.flatMap(({ explanation, source }) => [explanation, source?.quote ?? '']).filter((text) => text !== '');

  it.each(['normal', 'large'])('has every item that counts and none of their secrets, %s', async (size) => {
    const text = (await taken(`part=paper&size=${size}`)).join('\n');
    const [warmUp, ...rounds] = stage.contest.rounds;
    const flat = (stem: string) => stem.split(/_{4,}|[（(]\s*[）)]/u).map((part) => part.replace(/\s+/gu, ''));
    for (const { stem } of rounds.flatMap(({ items }) => items)) {
      for (const part of flat(stem)) expect(text.replace(/\s+/gu, '')).toContain(part);
    }
    expect(text).not.toContain(warmUp?.items[0]?.stem);
    expect(text).toContain('示例环节2（共 4 题，每题 5 分，共 20 分）');
    for (const blank of ['支部', '姓名', '桌号', '得分']) expect(text).toContain(`${blank}___`);
    for (const secret of secrets()) expect(text).not.toContain(secret);
    expect(text).not.toMatch(/参考答案|解析：|出处：/u);
  }); // prettier-ignore

  it('has the key in a file of its own, with the place of each source', async () => {
    const lines = await taken('part=key');
    expect(lines[0]).toBe('示例竞赛参考答案');
    const [, round] = stage.contest.rounds;
    const keys = round?.items.map(({ correctResponse }) => ('value' in correctResponse ? correctResponse.value : null));
    expect(lines).toContain(['答案', ...(keys ?? []).map((right) => (right === true ? '正确' : '错误'))].join('\t'));
    const cited = round?.items.flatMap(({ source }) => source?.locator ?? []) ?? [];
    for (const place of cited) expect(lines.join('\n')).toContain(place);
    expect(lines.join('\n')).not.toContain('姓名');
  });

  it('is written down with who took it, and leaves nothing on the disk', async () => {
    await taken('part=key&size=large');
    const [row] = (await server.app.get(Reader).source.query(
      `SELECT contest_id AS "contestId", actor_id AS "operatorId", detail FROM audit_entry
      WHERE action = 'contest.paper-taken' ORDER BY sequence DESC LIMIT 1`,
    )) as readonly { contestId: string; operatorId: string | null; detail: string }[];
    expect(row).toMatchObject({ contestId: stage.contestId, operatorId: expect.any(String) });
    expect(JSON.parse(row?.detail ?? '')).toEqual({ part: 'key', size: 'large', exportId: expect.any(String) });
    expect(await readdir(join(server.dataDir, 'exports'))).toEqual([]);
  });

  it('has a name by which the two cannot be mixed up, and is kept by no cache', async () => {
    const named = async (query: string) => {
      const { headers } = await getFile(stage.operator, path(query));
      expect(headers.get('cache-control')).toBe('no-store');
      return decodeURIComponent(/filename\*=UTF-8''(.+)$/u.exec(headers.get('content-disposition') ?? '')?.[1] ?? '');
    };
    expect(await named('part=paper&size=large')).toBe('示例竞赛-大字版纸质试卷.docx');
    expect(await named('part=key')).toBe('示例竞赛-参考答案（密封保管）.docx');
  });

  it('is refused to participants and strangers, and where there is nothing to print', async () => {
    const person = await stage.another();
    const console = await person.console();
    await console.pressAll('contest:open-lobby');
    const { receipt } = await person.join('示例参赛者');
    const stranger = new RestClient(server.url);
    for (const part of ['paper', 'key']) {
      const url = `${server.url}${path(`part=${part}`, person.contestId)}`;
      const answer = await fetch(url, { headers: { authorization: `Bearer ${receipt.token}` } });
      expect(answer.status).toBe(401);
      expect((await stranger.get(path(`part=${part}`))).code).toBe('auth.required');
    }
    expect((await stage.operator.get(path('part=paper', 'unknown'))).code).toBe('contest.unknown');
    expect((await stage.operator.get(path('part=both'))).code).toBe('rest.invalid');
    const empty = await stage.another({ rounds: [{ items: 1, warmUp: true, points: 0 }] });
    expect((await stage.operator.get(path('part=paper', empty.contestId))).code).toBe('contest.no-items');
  });
});
