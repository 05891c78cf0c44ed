import { Injectable } from '@nestjs/common';
import { IsNull, type EntityManager } from 'typeorm';

import { USUAL_HOUR_POLICIES } from '../../core/study/hour-policies.js';
import { HOUR_LEDGERS, type HourPolicy } from '../../core/study/hours.js';
import { newId } from '../../platform/ids.js';
import { Reader } from '../../platform/database/reader.js';
import { refuse } from '../../platform/refusal.js';
import type { HourPolicyBody, HourPolicyInfo } from '../../protocol/hours.js';
import { StudyDeeds } from '../study-deeds.js';
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
    const rows = await manager.find(HourPolicyEntity);
    const own = rows.map(({ ledger, name, fromYear, toYear, rules }) => ({ ledger, name, fromYear, toYear, ...rules }));
    const replaced = new Set(own.map(keyOf));
    return [...own, ...USUAL_HOUR_POLICIES.filter((policy) => !replaced.has(keyOf(policy)))];
  }

  async list(): Promise<HourPolicyInfo[]> {
    const rows = await this.reader.source.manager.find(HourPolicyEntity);
    const byKey = new Map(rows.map((row) => [keyOf(row), row]));
    const shown = (await this.all()).map((policy) => {
      const row = byKey.get(keyOf(policy));
      return { ...policy, id: row?.id ?? keyOf(policy), counting: row !== undefined && row.countedAt === null };
    });
    const place = ({ ledger }: HourPolicyInfo) => HOUR_LEDGERS.indexOf(ledger);
    return shown.toSorted((one, other) => place(one) - place(other) || other.fromYear - one.fromYear);
  }

  /** @throws RefusalError hours.policy-rejected */
  async save(body: HourPolicyBody, operatorId: string): Promise<void> {
    assertSound(body);
    const { ledger, name, fromYear, toYear, ...rules } = body;
    await this.deeds.run({ kind: 'operator', id: operatorId }, async (manager, at) => {
      const known = await manager.findOneBy(HourPolicyEntity, { ledger, fromYear });
      const id = known?.id ?? newId();
      const said = { id, ledger, name: name.trim(), fromYear, toYear, rules };
      await manager.save(HourPolicyEntity, { ...said, createdAt: at, createdBy: operatorId, countedAt: null });
      return [
        undefined,
        { action: 'hours.policy-saved', subjectId: id, detail: { ...rules, ledger, fromYear, toYear } },
      ];
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
        await writer.update(HourPolicyEntity, { id: row.id, createdAt: row.createdAt }, { countedAt: at });
        return [undefined, null];
      });
    }
  } // prettier-ignore
}

const keyOf = ({ ledger, fromYear }: Pick<HourPolicy, 'ledger' | 'fromYear'>): string => `${ledger}-${fromYear}`;

function assertSound({ fromYear, toYear, step, dailyCap, yearTarget, spanTarget }: HourPolicyBody): void {
  const details = [
    ...(toYear < fromYear ? [{ path: 'toYear', message: '结束年度不能早于开始年度。' }] : []),
    ...(dailyCap < step ? [{ path: 'dailyCap', message: '每日上限不能小于计算单位。' }] : []),
    ...(spanTarget !== null && spanTarget < yearTarget ? [{ path: 'spanTarget', message: '多年目标不能小于一年的目标。' }] : []),
  ];
  if (details.length > 0) throw refuse('hours.policy-rejected', { details });
} // prettier-ignore
