import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { FieldCipher } from '../platform/crypto/field-cipher.js';
import { opaqueId } from '../platform/ids.js';
import { sameSecret } from '../platform/secrets.js';
import { SettingEntity } from './persistence/setting.entity.js';

const SETTING = 'setup.token';

/**
 * One token for the server however many nodes it has, each of which prints it at its start. In the database it stands
 * encrypted, so that a copy of the database opens no server.
 */
@Injectable()
export class SetupToken {
  constructor(private readonly cipher: FieldCipher) {}

  /** The one that is pending, or a new one. In a job of the write queue, so that nodes do not make one each. */
  async pending(manager: EntityManager): Promise<string> {
    const known = await this.stored(manager);
    if (known !== null) return known;
    const token = opaqueId().replace(/(.{4})(?=.)/g, '$1-');
    await manager.upsert(SettingEntity, { name: SETTING, value: this.cipher.encrypt(token, SETTING) }, ['name']);
    return token;
  }

  async matches(manager: EntityManager, given: string): Promise<boolean> {
    const known = await this.stored(manager);
    return known !== null && sameSecret(plain(given), plain(known));
  }

  /** @returns false where somebody else has used it up */
  async use(manager: EntityManager): Promise<boolean> {
    return (await manager.delete(SettingEntity, { name: SETTING })).affected === 1;
  }

  private async stored(manager: EntityManager): Promise<string | null> {
    const row = await manager.findOneBy(SettingEntity, { name: SETTING });
    if (!row) return null;
    try {
      return this.cipher.decrypt(row.value, SETTING);
    } catch {
      // Made under a key that is lost: nobody can have used it.
      return null;
    }
  }
}

/** Typed from a terminal: case, spaces and hyphens do not count. */
const plain = (token: string): string => token.toLowerCase().replace(/[^0-9a-z]/g, '');
