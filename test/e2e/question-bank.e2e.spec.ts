import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { stringify } from 'yaml';
import { judge } from '../../src/core/item/judge.js';
import { toCoreItem } from '../../src/core/question-bank/to-core-item.js';
import { seededRandom } from '../../src/core/random.js';
import { IdentityModule } from '../../src/identity/identity.module.js';
import { SetupService } from '../../src/identity/setup.service.js';
import { opaqueId } from '../../src/platform/ids.js';
import type { BankInfo } from '../../src/protocol/rest.js';
import { readBank } from '../../src/question-bank/bank-reader.js';
import { QuestionBankModule } from '../../src/question-bank/question-bank.module.js';
import { QuestionBankService } from '../../src/question-bank/question-bank.service.js';
import { startApp, type RunningApp } from '../support/app.js';
import { correctResponseOf } from '../support/arbitraries.js';
import { writeBank } from '../support/bank-files.js';
import { ADMINISTRATOR } from '../support/identity-server.js';
import { RestClient } from '../support/rest-client.js';
import {
  bankOf,
  FILL_IN,
  MATCHING,
  MULTIPLE,
  ONE_OF_EACH,
  ORDERING,
  SINGLE,
  TRUE_FALSE,
} from '../support/sample-banks.js';

const SHIPPED = resolve('question-banks');
const SLUGS = ['civil-code', 'disability-rights', 'ethics-codes', 'party-congress-20'];

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xuesai-banks-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const write = (slug: string, content: unknown) => writeBank(folder, slug, content);

describe('the shipped banks on a server', () => {
  let running: RunningApp;
  let banks: QuestionBankService;

  beforeEach(async () => {
    running = await startApp({ modules: [IdentityModule, QuestionBankModule], env: { QUESTION_BANKS_DIR: SHIPPED } });
    banks = running.app.get(QuestionBankService);
  });
  afterEach(() => running.close());

  it('are listed for operators only, with what can be drawn', async () => {
    const client = new RestClient(running.url);
    expect((await client.get('/api/question-banks')).code).toBe('auth.required');
    const token = running.app.get(SetupService).pendingToken;
    await client.keepSession(client.post('/api/setup', { token, ...ADMINISTRATOR }));
    const listed = (await client.get('/api/question-banks')).body as BankInfo[];
    expect(listed.map(({ slug }) => slug)).toEqual(SLUGS);
    for (const bank of listed) {
      expect(bank.itemCount).toBeGreaterThanOrEqual(20);
      expect(Object.values(bank.kinds).reduce((sum, count) => sum + count, 0)).toBe(bank.itemCount);
      expect(Object.keys(bank.kinds).sort()).toEqual([
        'choice',
        'choice-multiple',
        'fill-in',
        'matching',
        'ordering',
        'true-false',
      ]);
      expect(bank.tags.every(({ tag, count }) => tag !== '' && count > 0)).toBe(true);
    }
    expect(JSON.stringify(listed)).not.toContain('correctResponse');
  });

  it('are loaded once: a second look changes no row', async () => {
    const [bank] = await banks.listBanks();
    const before = await banks.itemsOf(bank?.id ?? '');
    const reports = await Promise.all([banks.loadShipped(), banks.loadShipped()]);
    expect(reports).toEqual(reports.map(() => ({ loaded: [], unchanged: SLUGS, refused: [] })));
    expect(await banks.itemsOf(bank?.id ?? '')).toEqual(before);
  });

  it('can be played: of every item the key is judged correct, and it names its source', async () => {
    const rule = { multiSelectMode: 'all-or-nothing', fillInMode: 'all-or-nothing' } as const;
    for (const bank of await banks.listBanks()) {
      for (const { item } of await banks.itemsOf(bank.id)) {
        const making = {
          newId: opaqueId,
          random: seededRandom(item.id),
          points: 1000,
          timeLimitMs: 20_000,
          mediaUrl: String,
        };
        const core = toCoreItem(item, making);
        expect([item.id, judge(core, rule, correctResponseOf(core)).outcome]).toEqual([item.id, 'correct']);
        expect(core.source?.title).toMatch(/^《.+》$/u);
        expect(core.source?.locator).toBeTruthy();
      }
    }
  });

  it('refuse an unknown bank with a typed answer', async () => {
    await expect(banks.itemsOf('unknown')).rejects.toMatchObject({ refusal: { code: 'rest.not-found' } });
  });
});

describe('a folder of banks', () => {
  const start = () => startApp({ modules: [IdentityModule, QuestionBankModule], env: { QUESTION_BANKS_DIR: folder } });

  it('with a broken one gives the others, and its last good revision', async () => {
    await write('sample-bank', bankOf(ONE_OF_EACH));
    await write('other-bank', bankOf([{ ...SINGLE, id: 'ob-001' }], { slug: 'other-bank', title: '示例题库二' }));
    const running = await start();
    try {
      const banks = running.app.get(QuestionBankService);
      const broken = await write('sample-bank', bankOf([{ ...SINGLE, correctResponse: 'E' }]));
      await write('other-bank', bankOf([{ ...SINGLE, id: 'ob-002' }], { slug: 'other-bank', title: '示例题库二' }));
      expect(await banks.loadShipped()).toEqual({ loaded: ['other-bank'], unchanged: [], refused: [broken] });
      const listed = await banks.listBanks();
      expect(listed.map(({ title, itemCount }) => [title, itemCount])).toEqual([
        ['示例题库二', 1],
        ['示例题库', 6],
      ]);
      expect(await banks.itemsOf(listed[0]?.id ?? '')).toMatchObject([{ itemKey: 'ob-002', bankTitle: '示例题库二' }]);
    } finally {
      await running.close();
    }
  });

  it('that does not exist is no reason not to start', async () => {
    await rm(folder, { recursive: true });
    const running = await start();
    try {
      expect(await running.app.get(QuestionBankService).listBanks()).toEqual([]);
    } finally {
      await running.close();
    }
  });
});

describe('reading a bank', () => {
  const faultsOf = async (content: unknown, slug = 'sample-bank') => {
    const bank = await readBank(await write(slug, content));
    expect(bank.usable).toBe(false);
    return bank.findings.map(({ itemId, code, message }) => [itemId, code, message]);
  };
  const without = (item: object, key: string) =>
    Object.fromEntries(Object.entries(item).filter(([name]) => name !== key));

  it('takes items from parts beside the bank, in the order of their names', async () => {
    const path = await write('sample-bank', bankOf([TRUE_FALSE]));
    await mkdir(join(folder, 'sample-bank', 'items'));
    await writeFile(join(folder, 'sample-bank', 'items', '2-second.yaml'), stringify([MULTIPLE]));
    await writeFile(join(folder, 'sample-bank', 'items', '1-first.yaml'), stringify([SINGLE]));
    await writeFile(join(folder, 'sample-bank', 'items', 'notes.txt'), '示例');
    const bank = await readBank(path);
    expect(bank.usable && bank.document.items.map(({ id }) => id)).toEqual([TRUE_FALSE.id, SINGLE.id, MULTIPLE.id]);

    await writeFile(join(folder, 'sample-bank', 'items', '2-second.yaml'), 'items: []');
    expect((await readBank(path)).findings).toMatchObject([
      { code: 'file.unreadable', message: expect.stringContaining('items/2-second.yaml') },
    ]);
  });

  it('takes the titles of the sources along; comments do not count', async () => {
    const bank = await readBank(await write('sample-bank', bankOf(ONE_OF_EACH)));
    if (!bank.usable) throw new Error('not usable');
    expect(bank.document.items[0]?.source?.title).toBe('《示例法》');
    const commented = await readBank(await write('sample-bank', `# 注释\n${stringify(bankOf(ONE_OF_EACH))}`));
    expect(commented).toMatchObject({ document: bank.document });
  });

  it.each<[string, unknown, string | null, RegExp]>([
    ['a missing stem', { ...without(SINGLE, 'stem') }, 'sb-002', /缺少“stem”/u],
    ['an unknown key', { ...SINGLE, anwser: 'C' }, 'sb-002', /不认识的“anwser”/u],
    ['an unknown kind', { ...SINGLE, kind: 'essay' }, 'sb-002', /“kind”只能是/u],
    [
      'a single choice with a list for a key',
      { ...SINGLE, correctResponse: ['C'] },
      'sb-002',
      /“correctResponse”写法不对/u,
    ],
    ['a multiple choice with one key', { ...MULTIPLE, correctResponse: ['A'] }, 'sb-003', /“correctResponse”太短/u],
    ['a choice without select', without(SINGLE, 'select'), 'sb-002', /缺少“select”/u],
    ['a text for true or false', { ...TRUE_FALSE, correctResponse: '对' }, 'sb-001', /应当是 true 或 false/u],
    ['choices of true-false', { ...TRUE_FALSE, choices: SINGLE.choices }, 'sb-001', /“choices”不该出现/u],
    [
      'a blank with one text in place of a list',
      { ...FILL_IN, correctResponse: ['七', '十二'] },
      'sb-004',
      /写法不对/u,
    ],
    ['an ordering without choices', without(ORDERING, 'choices'), 'sb-005', /缺少“choices”/u],
    ['a matching without targets', without(MATCHING, 'targets'), 'sb-006', /缺少“targets”/u],
    ['a difficulty of 6', { ...SINGLE, difficulty: 6 }, 'sb-002', /“difficulty”/u],
    [
      'a quoted item without quote',
      { ...SINGLE, source: { document: 'sample-law', article: 1 } },
      'sb-002',
      /缺少“quote”/u,
    ],
    ['a source without place', { ...SINGLE, source: { document: 'sample-law', quote: '示例引文' } }, 'sb-002', /缺少/u],
    ['an item without id', without(SINGLE, 'id'), '第 1 题', /缺少“id”/u],
  ])('refuses %s at its item', async (_what, item, itemId, message) => {
    const faults = await faultsOf({ ...bankOf([]), items: [item] });
    expect(faults).toContainEqual([itemId, 'file.schema', expect.stringMatching(message)]);
  });

  it('refuses what is no YAML, no bank, or stands in another folder', async () => {
    expect(await faultsOf('format: 1\nitems: [')).toEqual([[null, 'file.unreadable', expect.stringContaining('第')]]);
    expect(await faultsOf('- 示例')).toEqual([[null, 'file.schema', expect.stringContaining('一组')]]);
    expect(await faultsOf('a: &x [1]\nb: *x')).toEqual([[null, 'file.unreadable', expect.any(String)]]);
    expect(await faultsOf(bankOf(ONE_OF_EACH), 'another')).toEqual([
      [null, 'file.slug', expect.stringContaining('another')],
    ]);
  });
});
