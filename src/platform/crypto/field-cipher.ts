import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

import { brokenKey, keptFile } from './key-file.js';

const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;
/** Says how a value was made, so that another key or cipher can follow. */
const PREFIX = 'v1.';

/**
 * Encrypts single fields (needs) with AES-256-GCM under a key outside the database: a copy of the database alone
 * tells nothing. Losing the key file loses those fields and nothing else.
 */
export class FieldCipher {
  private constructor(private readonly key: Buffer) {}

  /** Reads the key file, or makes it, readable by its owner alone. Throws where the file holds no key. */
  static async open(keyFile: string): Promise<FieldCipher> {
    const words = await keptFile(keyFile, () => randomBytes(KEY_BYTES).toString('base64'));
    const key = Buffer.from(words, 'base64');
    if (key.length !== KEY_BYTES) throw brokenKey(keyFile);
    return new FieldCipher(key);
  }

  /** `boundTo` (the row's id) is needed again to decrypt, so that a value moved to another row is refused. */
  encrypt(plain: string, boundTo = ''): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.key, iv).setAAD(Buffer.from(boundTo));
    const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
    return PREFIX + Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url');
  }

  /** Throws where the value was made under another key, for another row, or was changed. */
  decrypt(value: string, boundTo = ''): string {
    if (!value.startsWith(PREFIX)) throw new Error('not an encrypted value of a known version');
    const bytes = Buffer.from(value.slice(PREFIX.length), 'base64url');
    const iv = bytes.subarray(0, IV_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', this.key, iv, { authTagLength: TAG_BYTES })
      .setAAD(Buffer.from(boundTo))
      .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
  }

  /** A signature that this server alone can make: 22 characters, 128 bits. `text` says what it is for. */
  sign(text: string): string {
    return createHmac('sha256', this.key).update(`sign ${text}`).digest().subarray(0, 16).toString('base64url');
  }

  signed(text: string, signature: string): boolean {
    const expected = Buffer.from(this.sign(text));
    const given = Buffer.from(signature);
    return expected.length === given.length && timingSafeEqual(expected, given);
  }
}
