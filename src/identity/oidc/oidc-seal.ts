import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.js';
import { FieldCipher } from '../../platform/crypto/field-cipher.js';
import type { OidcChecks } from './oidc-client.js';

export const SEAL_MS = 10 * 60_000;
const SEALED_FOR = 'oidc sign-in';

interface Sealed extends OidcChecks {
  readonly until: number;
}

/** Keeps what a sign-in began with in the browser that began it, unreadable there and for ten minutes. */
@Injectable()
export class OidcSeal {
  constructor(
    private readonly cipher: FieldCipher,
    private readonly clock: Clock,
  ) {}

  close(checks: OidcChecks): string {
    const sealed: Sealed = { ...checks, until: this.clock.now() + SEAL_MS };
    return this.cipher.encrypt(JSON.stringify(sealed), SEALED_FOR);
  }

  /** Null where it was not made here, was changed or is too old. */
  open(seal: string): OidcChecks | null {
    try {
      const { until, ...checks } = JSON.parse(this.cipher.decrypt(seal, SEALED_FOR)) as Sealed;
      return until > this.clock.now() ? checks : null;
    } catch {
      return null;
    }
  }
}
