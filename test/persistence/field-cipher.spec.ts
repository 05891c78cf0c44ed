import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { FieldCipher } from '../../src/platform/crypto/field-cipher.js';

describe('the field cipher', () => {
  let folder: string;
  let keyFile: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'xuesai-key-'));
    keyFile = join(folder, 'data', 'secret.key');
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('gives back what was encrypted, also after a restart, and hides it', async () => {
    const needs = '{"multiplier":1.5,"readAloud":true}';
    const cipher = await FieldCipher.open(keyFile);
    const value = cipher.encrypt(needs, 'participant');
    expect(value).toMatch(/^v1\./);
    expect(Buffer.from(value.slice(3), 'base64url').toString('latin1')).not.toContain('multiplier');
    expect(cipher.encrypt(needs, 'participant')).not.toBe(value);
    const restarted = await FieldCipher.open(keyFile);
    expect(restarted.decrypt(value, 'participant')).toBe(needs);
  });

  it('makes a key file that only its owner can read', async () => {
    await FieldCipher.open(keyFile);
    expect((await stat(keyFile)).mode & 0o777).toBe(0o600);
  });

  it('refuses a value of another row, under another key, changed or cut short', async () => {
    const cipher = await FieldCipher.open(keyFile);
    const value = cipher.encrypt('needs', 'participant');
    expect(() => cipher.decrypt(value, 'somebody else')).toThrow();
    const other = await FieldCipher.open(join(folder, 'other.key'));
    expect(() => other.decrypt(value, 'participant')).toThrow();
    const bytes = Buffer.from(value.slice(3), 'base64url');
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    expect(() => cipher.decrypt(`v1.${bytes.toString('base64url')}`, 'participant')).toThrow();
    expect(() => cipher.decrypt('v1.AAAA', 'participant')).toThrow();
    expect(() => cipher.decrypt(value.slice(3), 'participant')).toThrow(/version/);
  });

  it('refuses a damaged key file and leaves it as it is', async () => {
    const damaged = join(folder, 'damaged.key');
    await writeFile(damaged, 'short');
    await expect(FieldCipher.open(damaged)).rejects.toThrow(/restore it from a backup/);
  });
});
