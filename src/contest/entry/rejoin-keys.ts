import { Injectable } from '@nestjs/common';

import { FieldCipher } from '../../platform/crypto/field-cipher.js';
import type { LiveContest } from '../live/live-contest.js';
import type { Seat } from '../live/roster.js';
import { rejoinCode, rejoinDigest } from './rejoin-code.js';

export interface FreshCode {
  readonly code: string;
  readonly number: number;
  readonly digest: string;
}

/** Rejoin codes of this server: made, told again and looked for, and stored nowhere. */
@Injectable()
export class RejoinKeys {
  constructor(private readonly cipher: FieldCipher) {}

  /** The first code from that number on that nobody else in the contest has; taken at once. */
  fresh(live: LiveContest, participantId: string, from: number): FreshCode {
    for (let number = from; ; number += 1) {
      const code = rejoinCode(this.cipher, live.id, participantId, number);
      const digest = this.digestOf(live.id, code);
      if (live.roster.knowsRejoinDigest(digest)) continue;
      live.roster.reserveRejoinDigest(digest);
      return { code, number, digest };
    }
  }

  /** Empty: of before codes followed from the key; who has it keeps it. */
  codeOf(contestId: string, { id, rejoinNumber }: Seat): string {
    return rejoinNumber === null ? '' : rejoinCode(this.cipher, contestId, id, rejoinNumber);
  }

  digestOf(contestId: string, code: string): string {
    return rejoinDigest(this.cipher, contestId, code);
  }
}
