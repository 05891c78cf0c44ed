/** Figures of few people, on every page that has figures: what one page leaves out no other tells, nor any of them together. */
import 'reflect-metadata';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { HoursBelow, UnitHours } from '../../src/protocol/hours.js';
import type { Item } from '../../src/core/item/types.js';
import { WriteQueue } from '../../src/platform/database/write-queue.js';
import type { StudyExportInfo } from '../../src/protocol/study-export.js';
import type { StudyOverview } from '../../src/protocol/study.js';
import type { WeakTopics } from '../../src/protocol/wrong-items.js';
import { WrongItemFigureEntity, WrongItemSubjectEntity } from '../../src/study/persistence/wrong-item.entity.js';
import { bodyOf } from '../support/contest-stage.js';
import { figuresStage, type FiguresStage } from '../support/figures-stage.js';
import { partsOfOffice } from '../support/office.js';
import { ReadingDesk } from '../support/reading-desk.js';
import type { RestClient } from '../support/rest-client.js';
import { exported, secretaryOf, type StudyDesk } from '../support/study-desk.js';
import { getFile } from '../support/upload.js';

const [PROVINCE, FIRST, SECOND] = ['示例统计省', '示例统计甲局', '示例统计乙局'] as const;
const [SIX, FIVE, THREE, SEVEN] = ['示例甲一支部', '示例甲二支部', '示例乙一支部', '示例乙二支部'] as const;
const LEDGERS = [{ ledger: 'party-member', track: 'year', fromYear: 2025, toYear: null }];

let stage: FiguresStage;
/** Of 示例统计乙局, above the three and the seven. */
let office: StudyDesk;
beforeAll(async () => {
  stage = await figuresStage();
  office = await secretaryOf(stage.admin.operator, 'shili.office', unit(SECOND));
}, 60_000);
afterAll(() => stage.server.close());

const unit = (name: string): string => stage.units[name] ?? '';
const peopleOf = (letter: string): string[] =>
  Object.entries(stage.persons).flatMap(([code, id]) => (code.startsWith(letter) ? [id] : []));

describe('hours below a unit', () => {
  const below = async (name: string, operator: RestClient = stage.admin.operator) => {
    const { rows } = await bodyOf<HoursBelow>(operator.get(`/api/study/hours/units/${unit(name)}/below?year=2025`));
    return rows.map(({ unitName, people, met, done, target }) => [unitName, people, met, done, target]);
  };
  const none = [null, null, null];

  it('are left out from the top down, so that no table tells what another hides', async () => {
    for (const [name, letter] of [[FIVE, 'B'], [THREE, 'C'], [SEVEN, 'D']] as const) {
      const people = peopleOf(letter).map((personId) => ({ personId, before: [], ledgers: LEDGERS }));
      await bodyOf(stage.admin.operator.send('PUT', `/api/study/hours/units/${unit(name)}/ledgers`, { body: { people } }));
    }
    expect(await below(PROVINCE)).toEqual([[FIRST, 11, 0, 1700, 11 * 3200], [SECOND, 10, 0, 300, 10 * 3200]]);
    expect((await below(FIRST)).map(([name, people, , done]) => [name, people, done])).toEqual([[SIX, 6, 1300], [FIVE, 5, 400]]);
    expect(await below(SECOND)).toEqual([[THREE, 3, ...none], [SEVEN, 7, ...none]]);
    expect(await below(THREE)).toEqual([[THREE, 3, ...none]]);
    // Seven people, but less them the office would tell of three.
    expect(await below(SEVEN)).toEqual([[SEVEN, 7, ...none]]);
    expect(await below(SEVEN, office.operator)).toEqual([[SEVEN, 7, ...none]]);
  }); // prettier-ignore

  it('follow the roster of each ledger, and that of all', async () => {
    const body = { people: peopleOf('B').slice(0, 1).map((personId) => ({ personId, before: LEDGERS, ledgers: [] })) }; // prettier-ignore
    await bodyOf(stage.admin.operator.send('PUT', `/api/study/hours/units/${unit(FIVE)}/ledgers`, { body }));
    expect(await below(FIRST)).toEqual([[SIX, 6, ...none], [FIVE, 4, ...none]]); // prettier-ignore
    expect(await below(SIX)).toEqual([[SIX, 6, ...none]]);
  });

  it('are there for the branch itself', async () => {
    expect((await below(THREE, stage.ofThree.operator)).map(([name, people, , done]) => [name, people, done])).toEqual([[THREE, 3, 300]]); // prettier-ignore
  });
});

describe('figures of a reading campaign', () => {
  beforeAll(async () => {
    const desk = new ReadingDesk(stage.admin.operator);
    for (const { id } of await desk.list()) await bodyOf(desk.post(`${id}/publish`));
  });

  const shown = async (name: string, { operator }: StudyDesk = stage.admin) => {
    const desk = new ReadingDesk(operator);
    const [campaign] = await desk.list();
    const { total, rows } = await desk.figures(campaign?.id ?? '', unit(name));
    return [total?.roster, rows.map((row) => [row.name, row.figures?.roster])];
  };

  it('are left out from the highest table of the campaign that somebody may see downwards', async () => {
    expect(await shown(PROVINCE)).toEqual([21, [[FIRST, 11], [SECOND, 10]]]); // prettier-ignore
    expect(await shown(SECOND)).toEqual([10, [[THREE, undefined], [SEVEN, undefined]]]); // prettier-ignore
    expect(await shown(SIX)).toEqual([6, [[SIX, 6]]]);
    for (const desk of [stage.admin, office]) {
      expect(await shown(THREE, desk)).toEqual([undefined, [[THREE, undefined]]]);
      expect(await shown(SEVEN, desk)).toEqual([undefined, [[SEVEN, undefined]]]);
    }
  });

  it('are there for the branch itself', async () => {
    expect(await shown(THREE, stage.ofThree)).toEqual([3, [[THREE, 3]]]);
  });
});

describe('the overview', () => {
  const overview = async (name: string | undefined, operator: RestClient = stage.admin.operator) => {
    const path = `/api/study/overview?from=2025-10-01&to=2025-12-31${name === undefined ? '' : `&unitId=${unit(name)}`}`;
    const { rows } = await bodyOf<StudyOverview>(operator.get(path));
    // Of a unit that has others below it, those alone.
    return rows
      .filter(({ itself }) => !itself || rows.length === 1)
      .map((row) => [row.unitName, row.approved, row.submitted, row.expected, row.present, row.byMode]);
  };

  it('says who was expected and who was there of no few people, nor what they learned alone', async () => {
    const alone = { kind: 'self-study', modes: ['self'], onDate: '2025-12-02', minutes: 60, record: { item: '示例', 'declared-hours': 1, insight: '示例' } } as const;
    const line = (person: string, status: 'approved' | 'submitted') => ({ ...alone, unit: unit(THREE), sourceId: `${person}${status}`, title: '示例自学', person, status });
    await stage.admin.bulk([line('C1', 'approved'), line('C2', 'approved'), line('C3', 'submitted')]);
    expect(await overview(PROVINCE)).toEqual([[FIRST, 6, 1, 17, 15, [0, 4, 1, 1, 1]], [SECOND, 3, 1, 3, 3, [0, 1, 0, 2, 0]]]);
    const hidden = [[THREE, 1, 1, null, null, [0, 1, 0, 0, 0]], [SEVEN, 0, 0, null, null, [0, 0, 0, 0, 0]]];
    for (const { operator } of [stage.admin, office]) expect(await overview(SECOND, operator)).toEqual(hidden);
    expect(await overview(THREE)).toEqual([hidden[0]]);
    expect(await overview(SEVEN, office.operator)).toEqual([hidden[1]]);
    expect(await overview(undefined, stage.ofThree.operator)).toEqual([[THREE, 3, 1, 3, 3, [0, 1, 0, 2, 0]]]);
  }); // prettier-ignore
});

describe('weak topics', () => {
  const topics = (name: string, operator: RestClient = stage.admin.operator) =>
    bodyOf<WeakTopics>(operator.get(`/api/study/units/${unit(name)}/weak-topics`));

  it('have no figures where the roster is small, nor beside it', async () => {
    const at = stage.server.clock.now();
    const subject = { id: 'sample', item: { kind: 'true-false', source: null }, topic: '示例', contestTitle: '示例竞赛', at };
    await stage.server.app.get(WriteQueue).run(async (manager) => {
      await manager.insert(WrongItemSubjectEntity, { ...subject, item: subject.item as unknown as Item });
      for (const [name, seen] of [[SIX, 6], [FIVE, 5], [THREE, 3], [SEVEN, 7]] as const) {
        await manager.insert(WrongItemFigureEntity, { contestId: 'sample', unitId: unit(name), subjectId: 'sample', at, seen, wrong: 2 });
      }
    });
    const shown = async (name: string, operator?: RestClient) => {
      const page = await topics(name, operator);
      return [page.hidden, page.topics.map(({ figures }) => figures?.seen)];
    };
    expect(await shown(PROVINCE)).toEqual([false, [21]]);
    expect(await shown(SECOND)).toEqual([false, [10]]);
    expect(await shown(SIX)).toEqual([false, [6]]);
    expect(await shown(THREE)).toEqual([true, [undefined]]);
    // Seven have responded, but by them those of three could be worked out.
    for (const { operator } of [stage.admin, office]) expect(await shown(SEVEN, operator)).toEqual([true, [undefined]]);
    expect(await shown(THREE, stage.ofThree.operator)).toEqual([false, [undefined]]);
  }); // prettier-ignore

  it('leave out an item that few have met, and one by which they could be told beside another unit', async () => {
    const at = stage.server.clock.now();
    const subject = { item: { kind: 'true-false', source: null } as unknown as Item, contestTitle: '示例竞赛', at };
    await stage.server.app.get(WriteQueue).run(async (manager) => {
      for (const [id, topic] of [['known', '示例甲'], ['rare', '示例甲'], ['split', '示例乙']] as const) {
        await manager.insert(WrongItemSubjectEntity, { ...subject, id, topic });
      }
      const rows = [['known', SIX, 6, 1], ['known', FIVE, 5, 1], ['rare', SIX, 3, 3], ['split', SIX, 6, 2], ['split', FIVE, 2, 2]] as const;
      for (const [subjectId, name, seen, wrong] of rows) {
        await manager.insert(WrongItemFigureEntity, { contestId: 'other', unitId: unit(name), subjectId, at, seen, wrong });
      }
    });
    const shown = async (name: string) => {
      const page = await topics(name);
      return Object.fromEntries(page.topics.map(({ topic, figures }) => [topic, figures && [figures.seen, figures.wrong]]));
    };
    expect(await shown(FIRST)).toEqual({ 示例: [11, 4], 示例甲: [11, 2], 示例乙: [8, 4] });
    // Eight less six would tell of two.
    expect(await shown(SIX)).toEqual({ 示例: [6, 2], 示例甲: [6, 1], 示例乙: null });
    expect(await shown(FIVE)).toEqual({ 示例: [5, 2], 示例甲: [5, 1], 示例乙: null });
    const path = `/api/study/units/${unit(FIRST)}/weak-topics`;
    expect((await stage.admin.operator.get(`${path}?months=11`)).code).toBe('rest.invalid');
    expect((await stage.admin.operator.get(`${path}?months=60`)).status).toBe(200);
  }); // prettier-ignore
});

describe('hours by name', () => {
  const get = (path: string, operator: RestClient) => operator.get(`/api/study/hours/${path}`);
  const named = async (name: string, operator: RestClient) => {
    const { people, unitName } = await bodyOf<UnitHours>(get(`units/${unit(name)}?year=2025`, operator));
    return [unitName, people?.length];
  };

  it('are for the branch itself and for who approves everywhere, not for who is above', async () => {
    expect(await named(SEVEN, office.operator)).toEqual([SEVEN, undefined]);
    expect(await named(SECOND, office.operator)).toEqual([SECOND, 0]);
    expect(await named(THREE, stage.ofThree.operator)).toEqual([THREE, 3]);
    expect(await named(SEVEN, stage.admin.operator)).toEqual([SEVEN, 7]);
    const three = stage.persons['C1'] ?? '';
    for (const path of [`people/${three}?year=2025`, `people/${three}/certificates`]) {
      expect([path, (await get(path, office.operator)).code]).toEqual([path, 'study.people-hidden']);
      for (const { operator } of [stage.ofThree, stage.admin]) expect((await get(path, operator)).status).toBe(200);
      expect((await get(path, stage.ofSix.operator)).code).toBe('person.unknown');
    }
  });

  it('of a past year are for the branch of then as well', async () => {
    const { organisation, server, persons, ofSix, ofThree } = stage;
    server.clock.skip(60_000);
    await bodyOf(organisation.patch(`people/${persons['A6']}`, { unitId: unit(THREE) }));
    const of = async (year: number, { operator }: StudyDesk) => (await get(`people/${persons['A6']}?year=${year}`, operator)).code; // prettier-ignore
    expect([await of(2025, ofSix), await of(2026, ofSix)]).toEqual([null, 'person.unknown']);
    expect([await of(2025, ofThree), await of(2026, ofThree)]).toEqual([null, null]);
    await bodyOf(organisation.patch(`people/${persons['A6']}`, { unitId: unit(SIX) }));
  });
});

describe('files for handing in', () => {
  const start = (operator: RestClient, body: object) => operator.post('/api/study/exports', { year: 2025, ...body });
  const made = (operator: RestClient, body: object): Promise<StudyExportInfo> =>
    exported(operator, { year: 2025, ...body });
  const fileOf = (operator: RestClient, { id }: StudyExportInfo) => getFile(operator, `/api/study/exports/${id}/file`);
  const textOf = async (operator: RestClient, info: StudyExportInfo): Promise<string> => {
    const { bytes } = await fileOf(operator, info);
    return (
      partsOfOffice(bytes)
        .get('word/document.xml')
        ?.replace(/<[^>]+>/gu, '') ?? ''
    );
  };
  const BRIEF = { kind: 'brief', month: 10 };

  it('have in a brief no figures of few people, but for the branch itself; nor in one that it made', async () => {
    const own = await made(stage.ofThree.operator, { ...BRIEF, unitId: unit(THREE) });
    expect(await textOf(stage.ofThree.operator, own)).toContain('共1条记录，参加3人次。');
    for (const { operator } of [office, stage.admin]) {
      expect((await fileOf(operator, own)).status).toBe(403);
      const brief = await textOf(operator, await made(operator, { ...BRIEF, unitId: unit(THREE) }));
      expect(brief).toContain('形成已审核的集中学习记录1条');
      expect(brief).toContain('本单位人数少，或据此能推算出人数少的组织');
      expect(brief).not.toContain('人次。[');
    }
    const six = await made(stage.admin.operator, { ...BRIEF, unitId: unit(SIX) });
    expect(await textOf(stage.admin.operator, six)).toContain('参加5人次');
  });

  it('name nobody with hours to who is above a branch', async () => {
    const ofSeven = { unitId: unit(SEVEN) };
    expect((await start(office.operator, { kind: 'cards', ...ofSeven })).code).toBe('study.people-hidden');
    const own = await made(office.operator, { kind: 'ledger-docx', ...ofSeven });
    const text = await textOf(office.operator, own);
    expect(text).toContain('按姓名列出的学时只供本支部查看。');
    const whole = await made(stage.admin.operator, { kind: 'ledger-docx', ...ofSeven });
    expect(await textOf(stage.admin.operator, whole)).toContain('示例庚');
    expect((await fileOf(office.operator, whole)).status).toBe(403);
    expect((await fileOf(stage.admin.operator, own)).status).toBe(200);
  });
});
