import type { EntityManager } from 'typeorm';

import type { CoverAt } from '../core/audit/cover.js';
import { sealOf } from '../core/audit/seal.js';
import type { AuditKeys } from './audit-keys.js';
import { isErased, SEALED_NAMES, sealedTexts, unsealedTexts, type SealedText } from './sealed-texts.js';

export interface TextFinding {
  /** Another text than the one that was sealed, another salt, or a text in the place of one that was erased. */
  readonly what: 'text-changed' | 'rows-uncovered';
  readonly chain: string | null;
  readonly sequence: number | null;
  readonly kind: string;
  readonly keys: readonly string[];
}

export interface TextReport {
  readonly texts: number;
  /** Erased by right: nothing can be said of them any more. */
  readonly erased: number;
  readonly findings: readonly TextFinding[];
}

/**
 * Holds free texts against their seals. That the seals themselves are whole, and that no salt went without an entry,
 * is what the covers of `text-seal` and `text-erased` say.
 */
export async function verifyTexts(
  manager: EntityManager,
  keys: AuditKeys,
  covers: readonly CoverAt[],
): Promise<TextReport> {
  const byBatch = new Map<string, CoverAt>();
  for (const cover of covers.filter(({ kind }) => kind === 'text-seal')) {
    cover.keys.forEach((key) => byBatch.set(key, cover));
  }
  const findings: TextFinding[] = [];
  let texts = 0;
  let erased = 0;
  for (const kind of SEALED_NAMES) {
    for (const text of await sealedTexts(manager, kind)) {
      texts += 1;
      if (text.salt === null) erased += 1;
      if (isSound(text, kind, keys)) continue;
      const { chain = null, sequence = null } = byBatch.get(`${text.contestId}/${text.batch}`) ?? {};
      findings.push({ what: 'text-changed', chain, sequence, kind, keys: [keyOf(text)] });
    }
    for (const text of await unsealedTexts(manager, kind)) {
      findings.push({ what: 'rows-uncovered', chain: null, sequence: null, kind, keys: [keyOf(text)] });
    }
  }
  return { texts, erased, findings };
}

const keyOf = ({ contestId, subjectId }: SealedText | { contestId: string; subjectId: string }): string =>
  `${contestId}/${subjectId}`;

function isSound({ subjectId, values, salt, seal }: SealedText, kind: string, keys: AuditKeys): boolean {
  if (salt === null) return isErased(values[0] ?? null);
  const [keyId, digest] = seal.split('.', 2);
  // Sealed under another key, of which the chain says so already.
  return keyId !== keys.keyId || digest === sealOf({ kind, subjectId, salt, values }, keys.mac);
}
