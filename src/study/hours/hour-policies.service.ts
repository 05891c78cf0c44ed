import { Injectable } from '@nestjs/common';
import { IsNull, type EntityManager } from 'typeorm';

import { USUAL_HOUR_POLICIES } from '../../core/study/hour-policies.js';
import { HOUR_LEDGERS, policyFor, type HourPolicy } from '../../core/study/hours.js';
import { newId } from '../../platform/ids.js';
import { Reader } from '../../platform/database/reader.js';
import { refuse } from '../../platform/refusal.js';
import type { HourPolicyBody, HourPolicyChange, HourPolicyInfo } from '../../protocol/hours.js';
import { StudyDeeds } from '../study-deeds.js';
import { mergedOrRefused } from '../unmoved.js';
import { recount, type PersonDay } from './hour-rows.js';
import { HourPolicyEntity } from './persistence/hour-policy.entity.js';

/** Person-days counted in one transaction; responses of a running contest wait no longer than for one. */
const DAYS_AT_ONCE = 2000;

/** The policies by which hours are counted. */
@Injectable()
export class HourPolicies {
  private counting: Promise<void> = Promise.resolve();

  constructor(
    private readonly deeds: StudyDeeds,
    private readonly reader: Reader,
  ) {}

  /** Those that came with the program where somebody has set up none. */
  async all(manager: EntityManager = this.reader.source.manager): Promise<readonly HourPolicy[]> {
    const rows = (await manager.find(HourPolicyEntity)).filter((row) => !isRemoved(row));
    const own = rows.map(({ ledger, name, fromYear, toYear, rules }) => ({ ledger, name, fromYear, toYear, ...rules }));
    const replaced = new Set(own.map(keyOf));
    return [...own, ...USUAL_HOUR_POLICIES.filter((policy) => !replaced.has(keyOf(policy)))];
  }

  async list(): Promise<HourPolicyInfo[]> {
    const rows = await this.reader.source.manager.find(HourPolicyEntity);
    const byKey = new Map(rows.map((row) => [keyOf(row), row]));
    const removed = new Set(rows.filter(isRemoved).map(({ ledger }) => ledger));
    const shown = (await this.all()).map((policy) => {
      const row = byKey.get(keyOf(policy));
      const own = row !== undefined && !isRemoved(row);
      const counting = row?.countedAt === null || removed.has(policy.ledger);
      return { ...policy, id: own ? row.id : keyOf(policy), own, counting };
    });
    const place = ({ ledger }: HourPolicyInfo) => HOUR_LEDGERS.indexOf(ledger);
    return shown.toSorted((one, other) => place(one) - place(other) || other.fromYear - one.fromYear);
  }

  /** @throws RefusalError hours.policy-rejected, study.changed-meanwhile */
  async save({ before, ...body }: HourPolicyChange, operatorId: string): Promise<void> {
    await this.deeds.run({ kind: 'operator', id: operatorId }, async (manager, at) => {
      const now = (await this.all(manager)).find((policy) => keyOf(policy) === keyOf(body)) ?? null;
      const merged = mergedOrRefused<HourPolicyBody>(
        { now, wanted: { ...body, name: body.name.trim() }, before },
        WORDS,
      );
      assertSound(merged);
      const { ledger, name, fromYear, toYear, ...rules } = merged;
      const known = await manager.findOneBy(HourPolicyEntity, { ledger, fromYear });
      const id = known?.id ?? newId();
      const said = { id, ledger, name, fromYear, toYear, rules };
      await manager.save(HourPolicyEntity, { ...said, createdAt: at, createdBy: operatorId, countedAt: null });
      return [
        undefined,
        { action: 'hours.policy-saved', subjectId: id, detail: { ...rules, ledger, fromYear, toYear } },
      ];
    });
    void this.countAll();
  }

  /** @throws RefusalError hours.policy-unknown, also of one that came with the program; hours.policy-in-use */
  async remove(id: string, operatorId: string): Promise<void> {
    await this.deeds.run({ kind: 'operator', id: operatorId }, async (manager, at) => {
      const row = await manager.findOneBy(HourPolicyEntity, { id });
      if (!row || isRemoved(row)) throw refuse('hours.policy-unknown');
      const { ledger, fromYear, toYear } = row;
      await manager.update(HourPolicyEntity, id, { ...REMOVED, createdAt: at, createdBy: operatorId });
      const left = await this.all(manager);
      const years = (await manager.query(
        `SELECT DISTINCT year FROM hour_line WHERE ledger = $1 AND year BETWEEN $2 AND $3 ORDER BY year`,
        [ledger, fromYear, toYear],
      )) as readonly { readonly year: number }[];
      const bare = years.flatMap(({ year }) => (policyFor(left, ledger, year) === null ? [`${year}年`] : []));
      if (bare.length > 0) throw refuse('hours.policy-in-use', { message: inUse(bare.join('、')) });
      return [undefined, { action: 'hours.policy-removed', subjectId: id, detail: { ledger, fromYear, toYear } }];
    });
    void this.countAll();
  }

  /** Counts anew what a change of policies has left behind, also after a crash. Resolves when nothing is left. */
  countAll(): Promise<void> {
    const next = this.counting.then(() => this.countNow());
    this.counting = next.catch(() => undefined);
    return next;
  }

  private async countNow(): Promise<void> {
    for (;;) {
      const { manager } = this.reader.source;
      const row = await manager.findOneBy(HourPolicyEntity, { countedAt: IsNull() });
      if (!row) return;
      const policies = await this.all();
      // All years: one that was shortened leaves lines behind which another policy counts now.
      const days = (await manager.query(
        `SELECT DISTINCT person_id AS "personId", on_date AS "onDate" FROM hour_line WHERE ledger = $1 ORDER BY on_date, person_id`,
        [row.ledger],
      )) as readonly PersonDay[];
      for (let from = 0; from < days.length; from += DAYS_AT_ONCE) {
        const some = days.slice(from, from + DAYS_AT_ONCE);
        await this.deeds.run({ kind: 'server', id: null }, async (writer) => [await recount(writer, some, policies), null]);
      }
      // Saved once more meanwhile: then it is counted once more.
      await this.deeds.run({ kind: 'server', id: null }, async (writer, at) => {
        const same = { id: row.id, createdAt: row.createdAt };
        if (isRemoved(row)) await writer.delete(HourPolicyEntity, { ...same, toYear: REMOVED.toYear });
        else await writer.update(HourPolicyEntity, same, { countedAt: at });
        return [undefined, null];
      });
    }
  } // prettier-ignore
}

const WORDS: Readonly<Record<Exclude<keyof HourPolicyBody, 'ledger' | 'fromYear'>, string>> = {
  name: '名称（所依据的文件）',
  toYear: '结束年度',
  yearTarget: '年度目标',
  spanTarget: '多年目标',
  trainings: '每年集中培训',
  minutesPerHour: '每学时分钟数',
  dailyCap: '每日上限',
  step: '计算单位',
  rounding: '取整办法',
  recognised: '计入的活动类型',
  makeUpCounts: '补学计入',
};

/** A policy that was removed holds for no year; its row stays until the hours of its ledger are counted without it. */
const REMOVED = { toYear: 0, countedAt: null };
const isRemoved = ({ fromYear, toYear }: HourPolicyEntity): boolean => toYear < fromYear;
const inUse = (years: string): string =>
  `${years}已有学时，删除后这些年度没有办法可依。请先修改另一份办法的年度，把这些年包括进去，再删除。`;

const keyOf = ({ ledger, fromYear }: Pick<HourPolicy, 'ledger' | 'fromYear'>): string => `${ledger}-${fromYear}`;

function assertSound({ fromYear, toYear, step, dailyCap, yearTarget, spanTarget }: HourPolicyBody): void {
  const details = [
    ...(toYear < fromYear ? [{ path: 'toYear', message: '结束年度不能早于开始年度，请改晚结束年度或改早开始年度。' }] : []),
    ...(dailyCap < step ? [{ path: 'dailyCap', message: '每日上限不能小于计算单位，请调高每日上限或改小计算单位。' }] : []),
    ...(spanTarget !== null && spanTarget < yearTarget ? [{ path: 'spanTarget', message: '多年目标不能小于一年的目标，请核对；没有多年目标的请留空。' }] : []),
  ];
  if (details.length > 0) throw refuse('hours.policy-rejected', { details });
} // prettier-ignore
