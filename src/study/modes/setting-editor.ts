import { Injectable } from '@nestjs/common';

import { FIRST_DAY, isDay } from '../../core/study/day.js';
import { isSettingName, ruleOf, SETTING_NAMES, valueFault } from '../../core/study/settings.js';
import { IdentityService } from '../../identity/identity.service.js';
import { newId } from '../../platform/ids.js';
import { refuse } from '../../platform/refusal.js';
import type { SettingBody, SettingInfo } from '../../protocol/study-setup.js';
import { StudySettingEntity } from '../persistence/study-setting.entity.js';
import { StudyDeeds } from '../study-deeds.js';
import { mergedOrRefused } from '../unmoved.js';
import { StudyModes } from './study-modes.service.js';

/** Settings with their history. A guard-rail is switched on with its rule shown and somebody's name beside it. */
@Injectable()
export class SettingEditor {
  constructor(
    private readonly deeds: StudyDeeds,
    private readonly modes: StudyModes,
    private readonly identity: IdentityService,
  ) {}

  async all(): Promise<SettingInfo[]> {
    const [inForce, names, rows] = await Promise.all([
      this.modes.settingsOn(this.deeds.today()),
      this.identity.operatorNames(),
      this.deeds.reader.find(StudySettingEntity, { order: { createdAt: 'DESC', id: 'DESC' } }),
    ]);
    return SETTING_NAMES.map((name) => ({
      name,
      value: inForce[name],
      rule: ruleOf(name),
      history: rows
        .filter((row) => row.name === name)
        .map(({ value, effectiveFrom, createdAt, createdBy, approvedBy, reason }) => {
          const by = createdBy === null ? null : (names.get(createdBy) ?? null);
          return { value, effectiveFrom, createdAt, by, approvedBy, reason };
        }),
    }));
  }

  /** @throws RefusalError rest.not-found, study.setting-rejected, study.approval-required, study.changed-meanwhile */
  set(name: string, body: SettingBody, operatorId: string): Promise<void> {
    return this.deeds.run({ kind: 'operator', id: operatorId }, async (manager, at) => {
      if (!isSettingName(name)) throw refuse('rest.not-found');
      const { value, ruleRead = false } = body;
      const [approvedBy = null, reason = null] = [body.approvedBy?.trim(), body.reason?.trim()];
      const rail = ruleOf(name) !== null;
      const message = valueFault(name, value);
      if (message !== null) throw refuse('study.setting-rejected', { details: [{ path: 'value', message }] });
      if (rail && value === true) {
        const details = [
          ...(ruleRead ? [] : [{ path: 'ruleRead', message: '请先阅读规定，再勾选已阅读。' }]),
          ...(approvedBy ? [] : [{ path: 'approvedBy', message: '请填写批准人。' }]),
          ...(reason ? [] : [{ path: 'reason', message: '请填写理由。' }]),
        ];
        if (details.length > 0) throw refuse('study.approval-required', { details });
      }
      // A guard-rail stands or falls at once, whatever day was asked for.
      const effectiveFrom = rail ? this.deeds.today() : (body.effectiveFrom ?? this.deeds.today());
      if (!isDay(effectiveFrom) || effectiveFrom < FIRST_DAY) {
        const details = [{ path: 'effectiveFrom', message: '请填写生效日期，例如 2026-01-01。' }];
        throw refuse('study.setting-rejected', { details });
      }
      const now = { value: (await this.modes.settingsOn(effectiveFrom, manager))[name] as unknown };
      const was = body.before === undefined ? undefined : { value: body.before };
      mergedOrRefused({ now, wanted: { value }, before: was }, { value: '这项设置' });
      const row = { id: newId(), name, value: value as object, effectiveFrom, createdAt: at, createdBy: operatorId };
      await manager.insert(StudySettingEntity, { ...row, approvedBy: approvedBy || null, reason: reason || null });
      const on = rail ? { on: value } : {};
      const note = [approvedBy, reason].filter((text) => text).join('：');
      const deed = { action: 'study.setting-changed', detail: { name, effectiveFrom, ...on } };
      return [undefined, note === '' ? deed : { ...deed, note }];
    });
  }
}
