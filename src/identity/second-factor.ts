import { Injectable } from '@nestjs/common';
import { Secret, TOTP } from 'otpauth';
import { type EntityManager, IsNull, LessThan, Not } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { FieldCipher } from '../platform/crypto/field-cipher.js';
import { Reader } from '../platform/database/reader.js';
import { opaqueId } from '../platform/ids.js';
import { hashToken } from '../platform/secrets.js';
import type { SecondFactorInfo, SecondFactorSecret } from '../protocol/access.js';
import { OperatorRecoveryCodeEntity } from './persistence/operator-recovery-code.entity.js';
import { OperatorTotpEntity } from './persistence/operator-totp.entity.js';

const STEP_SECONDS = 30;
/** Steps that a phone's clock may be off. */
const WINDOW = 1;
const RECOVERY_CODES = 10;
const ISSUER = 'Xuesai';

/**
 * One-time codes (RFC 6238: SHA-1, six digits, 30 seconds, what every authenticator understands) and the recovery codes
 * that open the account where the phone is lost. Everything but `info` runs inside the caller's transaction.
 */
@Injectable()
export class SecondFactor {
  constructor(
    private readonly cipher: FieldCipher,
    private readonly clock: Clock,
    private readonly reader: Reader,
  ) {}

  async info(operatorId: string): Promise<Omit<SecondFactorInfo, 'required'>> {
    const { manager } = this.reader.source;
    const on = await this.isOn(manager, operatorId);
    return { on, recoveryCodesLeft: on ? await manager.countBy(OperatorRecoveryCodeEntity, { operatorId }) : 0 };
  }

  isOn(manager: EntityManager, operatorId: string): Promise<boolean> {
    return manager.existsBy(OperatorTotpEntity, { operatorId, confirmedAt: Not(IsNull()) });
  }

  /** A secret that counts once a code made from it has come back; null where one is in force. */
  async begin(manager: EntityManager, { id, login }: { readonly id: string; readonly login: string }) {
    if (await this.isOn(manager, id)) return null;
    const totp = totpOf(new Secret({ size: 20 }), login);
    const secret = totp.secret.base32;
    await manager.upsert(
      OperatorTotpEntity,
      {
        operatorId: id,
        secretEncrypted: this.cipher.encrypt(secret, id),
        createdAt: this.clock.now(),
        confirmedAt: null,
        lastStep: null,
      },
      ['operatorId'],
    );
    return { secret, uri: totp.toString() } satisfies SecondFactorSecret;
  }

  /** The recovery codes, shown this once; null where the code is wrong or nothing was begun. */
  async confirm(manager: EntityManager, operatorId: string, code: string): Promise<readonly string[] | null> {
    const row = await manager.findOneBy(OperatorTotpEntity, { operatorId, confirmedAt: IsNull() });
    const step = row && this.stepOf(row, code);
    if (step === null) return null;
    await manager.update(OperatorTotpEntity, { operatorId }, { confirmedAt: this.clock.now(), lastStep: step });
    await manager.delete(OperatorRecoveryCodeEntity, { operatorId });
    const codes = Array.from({ length: RECOVERY_CODES }, () => opaqueId().replace(/(.{4})(?=.)/g, '$1-'));
    const rows = codes.map((one) => ({ operatorId, codeHash: hashRecoveryCode(one) }));
    await manager.insert(OperatorRecoveryCodeEntity, rows);
    return codes;
  }

  /** Takes a code, each once: what opened the door before opens it no more. */
  async take(manager: EntityManager, operatorId: string, code: string): Promise<'totp' | 'recovery' | null> {
    const row = await manager.findOneBy(OperatorTotpEntity, { operatorId });
    const step = row && this.stepOf(row, code);
    if (step !== null) {
      const later = await manager.update(
        OperatorTotpEntity,
        { operatorId, lastStep: LessThan(step) },
        { lastStep: step },
      );
      return later.affected === 1 ? 'totp' : null;
    }
    const used = await manager.delete(OperatorRecoveryCodeEntity, { operatorId, codeHash: hashRecoveryCode(code) });
    return used.affected === 1 ? 'recovery' : null;
  }

  /** Off, with nothing left of it. */
  async remove(manager: EntityManager, operatorId: string): Promise<void> {
    await manager.delete(OperatorTotpEntity, { operatorId });
    await manager.delete(OperatorRecoveryCodeEntity, { operatorId });
  }

  /** The step for which the code was made; null where it fits none nearby. Spaces inside do not count. */
  private stepOf({ operatorId, secretEncrypted }: OperatorTotpEntity, code: string): number | null {
    const token = code.normalize('NFKC').replace(/[\s-]/g, '');
    if (!/^\d{6}$/.test(token)) return null;
    const secret = Secret.fromBase32(this.cipher.decrypt(secretEncrypted, operatorId));
    const now = this.clock.now();
    const delta = totpOf(secret, '').validate({ token, timestamp: now, window: WINDOW });
    return delta === null ? null : Math.floor(now / 1000 / STEP_SECONDS) + delta;
  }
}

const totpOf = (secret: Secret, label: string): TOTP =>
  new TOTP({ issuer: ISSUER, label, secret, algorithm: 'SHA1', digits: 6, period: STEP_SECONDS });

/** Typed from paper: case, spaces and hyphens do not count. */
const hashRecoveryCode = (code: string): string =>
  hashToken(
    code
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^0-9a-z]/g, ''),
  );
