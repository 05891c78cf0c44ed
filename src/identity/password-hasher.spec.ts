import { describe, expect, it } from '@jest/globals';
import { PasswordHasher } from './password-hasher.js';

const PASSWORD = 'orbit lantern gravel mint';

describe('PasswordHasher', () => {
  it('hashes with argon2id at the stated cost and a salt of its own', async () => {
    const hasher = new PasswordHasher();
    const [first, second] = await Promise.all([hasher.hash(PASSWORD), hasher.hash(PASSWORD)]);
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(second).not.toBe(first);
  });

  it('knows the password in any width, and no password where nothing is stored', async () => {
    const hasher = new PasswordHasher();
    const stored = await hasher.hash('ｏｒｂｉｔ lantern gravel mint');
    expect(await hasher.verify(stored, PASSWORD)).toBe(true);
    expect(await hasher.verify(stored, `${PASSWORD} `)).toBe(false);
    expect(await hasher.verify(null, 'no operator has this password')).toBe(false);
  });

  it('refuses when too many wait, and recovers', async () => {
    const hasher = new PasswordHasher();
    const settled = await Promise.allSettled(Array.from({ length: 40 }, () => hasher.hash(PASSWORD)));
    const refused = settled.filter((one) => one.status === 'rejected').map((one) => one.reason as unknown);
    expect(refused).toHaveLength(8);
    expect(refused[0]).toMatchObject({ refusal: { code: 'server.busy', retryAfterMs: expect.any(Number) } });
    await expect(hasher.hash(PASSWORD)).resolves.toMatch(/^\$argon2id/);
  });
});
