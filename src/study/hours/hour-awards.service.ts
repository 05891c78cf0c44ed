import { Injectable } from '@nestjs/common';
import { IsNull, MoreThan, type EntityManager } from 'typeorm';

import { FinalResults, type FinalContest } from '../../contest/results/final-results.service.js';
import { addDays, dayOf, yearOf } from '../../core/study/day.js';
import { policyFor } from '../../core/study/hours.js';
import { OrganisationService } from '../../organisation/organisation.service.js';
import { jsonInsert } from '../../platform/database/json-rows.js';
import { newId } from '../../platform/ids.js';
import { refuse } from '../../platform/refusal.js';
import type { HourAwardBody, HourRuleInfo, HourRulesBody } from '../../protocol/hours.js';
import { AfterContest } from '../after-contest.js';
import { StudyDeeds } from '../study-deeds.js';
import { HourBook } from './hour-book.service.js';
import { HourPolicies } from './hour-policies.service.js';
import { CertificateEntity } from './persistence/certificate.entity.js';
import { HourAwardEntity } from './persistence/hour-award.entity.js';
import { HourRuleEntity } from './persistence/hour-rule.entity.js';

/** Hours given as such: by the rule of a contest once its result is final, or by hand for what was certified elsewhere. */
@Injectable()
export class HourAwards extends AfterContest {
  constructor(
    results: FinalResults,
    private readonly deeds: StudyDeeds,
    private readonly organisation: OrganisationService,
    private readonly book: HourBook,
    private readonly policies: HourPolicies,
  ) {
    super(results);
  }

  override onApplicationBootstrap(): void {
    super.onApplicationBootstrap();
    this.take(() => this.policies.countAll());
  }

  protected async waiting(contestIds: readonly string[]): Promise<readonly string[]> {
    const rules = await this.deeds.reader.findBy(HourRuleEntity, { appliedAt: IsNull() });
    const waiting = new Set(rules.map(({ contestId }) => contestId));
    return contestIds.filter((id) => waiting.has(id));
  }

  async rules(contestId: string): Promise<HourRuleInfo[]> {
    const manager = this.deeds.reader;
    const rules = await manager.find(HourRuleEntity, { where: { contestId }, order: { ledger: 'ASC' } });
    const counts = await Promise.all(
      rules.map(({ ledger }) =>
        manager.countBy(HourAwardEntity, {
          source: 'contest',
          sourceId: contestId,
          ledger,
          hundredths: MoreThan(0),
        }),
      ),
    );
    return rules.map(({ ledger, passPercent, hundredths, appliedAt }, index) => ({
      ledger,
      passPercent,
      hundredths,
      awarded: appliedAt === null ? null : (counts[index] ?? 0),
    }));
  }

  /** What was awarded stays; a ledger that was awarded keeps its rule. @throws RefusalError contest.unknown, hours.award-rejected */
  async setRules(contestId: string, { rules }: HourRulesBody, operatorId: string): Promise<void> {
    if (!(await this.results.exists(contestId))) throw refuse('contest.unknown');
    await this.deeds.run({ kind: 'operator', id: operatorId }, async (manager, at) => {
      const kept = await manager.findBy(HourRuleEntity, { contestId });
      for (const rule of kept) {
        const same = rules.find((one) => one.ledger === rule.ledger);
        const unchanged = same?.passPercent === rule.passPercent && same.hundredths === rule.hundredths;
        if (rule.appliedAt !== null && !unchanged) throw rejected(`rules.${rule.ledger}`, '这场竞赛已按规则认定学时，规则不能再改。请保留原来的规则；个别人需要补充的，请单独认定。');
      }
      await manager.delete(HourRuleEntity, { contestId, appliedAt: IsNull() });
      const fresh = rules.filter(({ ledger }) => !kept.some((one) => one.ledger === ledger && one.appliedAt !== null));
      if (fresh.length > 0) await manager.insert(HourRuleEntity, fresh.map((rule) => ({ ...rule, contestId, createdAt: at, createdBy: operatorId, appliedAt: null })));
      return [undefined, { action: 'hours.rules-set', subjectId: contestId, detail: { rules: rules.map((rule) => ({ ...rule })) } }];
    });
    await this.writeOf(contestId);
  } // prettier-ignore

  /** Awards whoever passed; the constraint lets nobody be awarded twice. */
  protected async write(contest: FinalContest): Promise<void> {
    const { contestId } = contest;
    const waiting = await this.deeds.reader.findBy(HourRuleEntity, { contestId, appliedAt: IsNull() });
    if (waiting.length === 0) return;
    const units = await this.organisation.peopleById(contest.people.map(({ personId }) => personId));
    await this.deeds.run({ kind: 'server', id: null }, async (manager, at) => {
      let awarded = 0;
      for (const rule of waiting) {
        const passed = contest.people.filter(({ total }) => total * 100 >= contest.pointsPossible * rule.passPercent && contest.pointsPossible > 0);
        const awards = passed.flatMap(({ personId }) => awardOf(contest, rule, { personId, unitId: units.get(personId)?.unitId ?? null, at }));
        awarded += await this.insert(manager, awards);
        await manager.update(HourRuleEntity, { contestId, ledger: rule.ledger }, { appliedAt: at });
      }
      return [undefined, { action: 'hours.contest-awarded', subjectId: contestId, detail: { awarded } }];
    });
  } // prettier-ignore

  /** @returns how many were new */
  private async insert(manager: EntityManager, awards: readonly HourAwardEntity[]): Promise<number> {
    const inserted = await insertAwards(manager, awards);
    const fresh = awards.filter(({ id }) => inserted.has(id));
    await this.book.writeAwards(manager, fresh);
    return fresh.length;
  }

  /** @throws RefusalError hours.award-rejected */
  async give(body: HourAwardBody, unitId: string, operatorId: string): Promise<void> {
    const { key, title, kind = null, days = null, ...rest } = body;
    await this.deeds.run({ kind: 'operator', id: operatorId }, async (manager, at) => {
      if (body.onDate > dayOf(at)) throw rejected('onDate', '日期不能晚于今天，请填写活动当天的日期。');
      if (days !== null && addDays(body.onDate, days - 1) > dayOf(at)) throw rejected('days', '从这一天算起，活动还没有结束。请核对日期和天数，结束后再认定。');
      await this.assertRecognised(manager, body);
      const award = { ...rest, kind, days, id: newId(), title: title.trim(), unitId, source: 'manual' as const, sourceId: key, createdAt: at, createdBy: operatorId };
      const count = await this.insert(manager, [award]);
      const detail = { ledger: body.ledger, hundredths: body.hundredths, ...(kind === null ? {} : { kind }), ...(days === null ? {} : { days }) };
      return [undefined, count === 0 ? null : { action: 'hours.awarded', subjectId: body.personId, detail }];
    });
  } // prettier-ignore

  /** A kind that the ledger does not count would say of the hours what they are not. @throws RefusalError hours.award-rejected */
  private async assertRecognised(manager: EntityManager, { kind = 'other', ledger, onDate }: HourAwardBody): Promise<void> {
    if (kind === 'other') return;
    const policy = policyFor(await this.policies.all(manager), ledger, yearOf(onDate));
    if (policy !== null && !policy.recognised.includes(kind)) throw rejected('kind', '这本台账的学时办法不计入这类活动。请改选计入的活动类型，或选“其他”。');
  } // prettier-ignore

  /**
   * Also of one by the rule of a contest, of which a final result leaves no other way. The row stays, without hours, so that
   * no later run awards it again. @throws RefusalError hours.award-unknown, hours.award-rejected
   */
  takeBack(id: string, reason: string, operatorId: string): Promise<void> {
    return this.deeds.run({ kind: 'operator', id: operatorId }, async (manager) => {
      const award = await manager.findOneBy(HourAwardEntity, { id });
      if (!award || award.hundredths === 0) throw refuse('hours.award-unknown');
      if (await manager.existsBy(CertificateEntity, { awardId: id, revokedAt: IsNull() })) {
        throw rejected('certificate', '请先收回这份学时证明，再撤回认定。');
      }
      await this.book.takeAward(manager, id);
      await manager.update(HourAwardEntity, id, { hundredths: 0 });
      const { personId, source, ledger, hundredths } = award;
      const detail = { awardId: id, source, ledger, hundredths };
      return [undefined, { action: 'hours.award-taken-back', subjectId: personId, detail, note: reason.trim() }];
    });
  } // prettier-ignore
}

const rejected = (path: string, message: string) =>
  refuse('hours.award-rejected', { message, details: [{ path, message }] });

const insertAwards = jsonInsert<HourAwardEntity>('hour_award', {
  id: 'text',
  personId: 'text',
  unitId: 'text',
  ledger: 'text',
  source: 'text',
  sourceId: 'text',
  title: 'text',
  kind: 'text',
  onDate: 'text',
  days: 'integer',
  hundredths: 'integer',
  createdAt: 'bigint',
  createdBy: 'text',
});

interface To {
  readonly personId: string;
  /** Null: belongs nowhere any more, and nobody would answer for the hours. */
  readonly unitId: string | null;
  readonly at: number;
}

function awardOf(contest: FinalContest, rule: HourRuleEntity, { personId, unitId, at }: To): HourAwardEntity[] {
  if (unitId === null) return [];
  const { ledger, hundredths, createdBy } = rule;
  const from = { source: 'contest' as const, sourceId: contest.contestId, title: contest.title };
  const what = { ledger, hundredths, kind: null, onDate: dayOf(contest.endedAt), days: null };
  return [{ id: newId(), personId, unitId, ...from, ...what, createdAt: at, createdBy }];
}
