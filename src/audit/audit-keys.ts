import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  sign,
  verify,
} from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { brokenKey, keptFile } from '../platform/crypto/key-file.js';

const KEY_BYTES = 32;

/** Keys stand beside the database, never in it. */
export interface AuditPlaces {
  readonly keysDir: string;
  /** Names this data folder as a writer. */
  readonly nodeFile: string;
}

/**
 * The secrets of the audit log. `audit.key` makes the keyed digests of the chains; `signing.key` signs exports and
 * checkpoints, so that whoever has the public key can check them without any secret.
 */
export class AuditKeys {
  private constructor(
    readonly places: AuditPlaces,
    /** 8 hex digits: of this data folder. */
    readonly node: string,
    private readonly key: Buffer,
    private readonly signing: KeyObject,
  ) {}

  /** Reads the files, or makes them. Throws where one is damaged. */
  static async open(places: AuditPlaces): Promise<AuditKeys> {
    const keyFile = join(places.keysDir, 'audit.key');
    const key = Buffer.from(await keptFile(keyFile, () => randomBytes(KEY_BYTES).toString('base64')), 'base64');
    if (key.length !== KEY_BYTES) throw brokenKey(keyFile);
    const signingFile = join(places.keysDir, 'signing.key');
    const pem = await keptFile(signingFile, newSigningKey);
    const node = await keptFile(places.nodeFile, () => randomBytes(4).toString('hex'));
    if (!/^[0-9a-f]{8}$/.test(node)) throw brokenKey(places.nodeFile);
    return new AuditKeys(places, node, key, privateKeyOf(pem, signingFile));
  }

  /** Without making any; null where one is not there. */
  static async find(places: AuditPlaces): Promise<AuditKeys | null> {
    const files = [join(places.keysDir, 'audit.key'), join(places.keysDir, 'signing.key'), places.nodeFile];
    return files.every((file) => existsSync(file)) ? AuditKeys.open(places) : null;
  }

  /** HMAC-SHA256 in hex. */
  readonly mac = (words: string): string => createHmac('sha256', this.key).update(words).digest('hex');

  /** 8 hex digits by which a chain tells under which key it was made. */
  get keyId(): string {
    return this.mac('key-id').slice(0, 8);
  }

  /** Stands for something that must not be written down, such as a login that was typed: the same again looks the same. */
  pseudonym(of: string): string {
    return this.mac(`pseudonym ${of}`).slice(0, 16);
  }

  /** Ed25519, base64. */
  sign(words: string): string {
    return sign(null, Buffer.from(words), this.signing).toString('base64');
  }

  /** PEM. */
  get publicKey(): string {
    return createPublicKey(this.signing).export({ type: 'spki', format: 'pem' }).toString();
  }

  signed(words: string, signature: string): boolean {
    return signedBy(this.publicKey, words, signature);
  }
}

/** @param publicKey PEM */
export function signedBy(publicKey: string, words: string, signature: string): boolean {
  try {
    return verify(null, Buffer.from(words), createPublicKey(publicKey), Buffer.from(signature, 'base64'));
  } catch {
    return false;
  }
}

const newSigningKey = (): string =>
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString().trim();

function privateKeyOf(pem: string, file: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch {
    throw brokenKey(file);
  }
}
