import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { itemArbitrary } from '../../../../test/support/arbitraries.js';
import { MULTIPLE, SAMPLE_RULE, SECRET, samplePlan, speedPlan } from '../../../../test/support/contest-plans.js';
import type { Item } from '../../item/types.js';
import { contestPaper } from './contest-paper.js';

const roundOf = (items: readonly Item[]) => ({ id: 'r', title: '示例环节', warmUp: false, items });

describe('contestPaper', () => {
  it('has the rounds that count, with points, a head to fill in and a grid for letters and signs', () => {
    const { output } = contestPaper(samplePlan(), 'normal');
    expect(output).toMatchObject({
      title: '示例竞赛',
      summary: '共 5 题，满分 42.5 分',
      blanks: ['支部', '姓名', '桌号', '得分'],
      grid: [1, 2],
      sections: [
        { heading: '第一轮（共 2 题，共 12.5 分）', instruction: '' },
        { heading: '第二轮（共 3 题，每题 10 分，共 30 分）', instruction: '' },
      ],
    });
    const stems = output.sections.flatMap(({ items }) => items.map(({ stem }) => stem.at(-1)));
    expect(stems).toEqual([
      '示例题干 a1（判断，10\u00A0分）',
      '示例题干 a2（多选，2.5\u00A0分）',
      '示例题干 b1（填空）',
      '示例题干 b2（排序）',
      '示例题干 b3（连线）',
    ]);
  });

  it('keeps every secret to the key', () => {
    const { key, notes, ...paper } = contestPaper(samplePlan(), 'large').output;
    expect(JSON.stringify(paper)).not.toContain(SECRET);
    expect(key.flatMap(({ items }) => items)[1]).toEqual({
      number: 2,
      key: 'AC',
      brief: true,
      explanation: `${SECRET} explanation a2`,
      source: `${SECRET} source a2${SECRET} locator a2：“${SECRET} quote a2”`,
    });
    expect(notes).toEqual(['多选题：少选得一半分，错选不得分。', '填空题：每空分别得分。']);
  });

  it('tells the marker only what this contest needs', () => {
    const notes = (plan: Parameters<typeof contestPaper>[0]) => contestPaper(plan, 'normal').output.notes;
    expect(notes(speedPlan()).at(-1)).toBe('纸上作答不计速度加分。');
    const rule = { ...SAMPLE_RULE, multiSelectMode: 'all-or-nothing' as const };
    expect(notes(samplePlan({ rule, rounds: [roundOf([MULTIPLE])] }))).toEqual(['多选题：少选、错选均不得分。']);
    expect(notes(samplePlan({ rounds: [roundOf([{ ...MULTIPLE, select: 'single', correct: ['a2-x'] }])] }))).toEqual(
      [],
    );
  });

  it('says in words what can only be seen or heard, and reports it', () => {
    const media = [{ kind: 'image' as const, url: '/media/x.png', alt: '示例地图' }];
    const { output, losses } = contestPaper(samplePlan({ rounds: [roundOf([{ ...MULTIPLE, media }])] }), 'normal');
    expect(output.sections[0]?.items[0]?.media).toEqual(['图：示例地图']);
    expect(losses.map(({ itemId, code }) => [itemId, code])).toEqual([['a2', 'media.not-carried']]);
  });

  it('has a key that means what the contest would count as right, whatever the items', () => {
    fc.assert(
      fc.property(itemArbitrary(), (item) => {
        const { output } = contestPaper(samplePlan({ rounds: [roundOf([item])] }), 'normal');
        const laid = output.sections[0]?.items[0];
        const key = output.key[0]?.items[0]?.key ?? '';
        const texts = new Map([...(laid?.choices ?? []), ...(laid?.targets ?? [])].map(({ label, text }) => [label, text]));
        const meant = new Map(('choices' in item ? item.choices : []).map(({ id, text }) => [id, text]));
        if (item.kind === 'choice') {
          const told = [...key].map((label) => texts.get(label));
          expect(new Set(told)).toEqual(new Set(item.correct.map((id) => meant.get(id))));
        } else if (item.kind === 'ordering') {
          expect(key.split(' → ').map((label) => texts.get(label))).toEqual(item.correct.map((id) => meant.get(id)));
        } else if (item.kind === 'matching') {
          const targets = new Map(item.targets.map(({ id, text }) => [id, text]));
          const told = key.split('，').map((pair) => pair.split('—').map((label) => texts.get(label)).join('|'));
          expect(new Set(told)).toEqual(new Set(item.correct.map(([id, target]) => `${meant.get(id)}|${targets.get(target)}`)));
        } else if (item.kind === 'true-false') {
          expect(key).toBe(item.correct ? '正确' : '错误');
        }
      }),
    );
  }); // prettier-ignore
});
