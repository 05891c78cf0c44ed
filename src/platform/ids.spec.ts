import { describe, expect, it } from '@jest/globals';

import { newId, opaqueId } from './ids.js';

describe('ids', () => {
  it('grow with time', () => {
    const ids = Array.from({ length: 1000 }, newId);
    expect([...ids].sort()).toEqual(ids);
    expect(ids[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('are opaque for items and choices: 16 characters, none of them lookalikes', () => {
    const ids = Array.from({ length: 1000 }, opaqueId);
    expect(new Set(ids).size).toBe(1000);
    expect(new Set(ids.join(''))).toEqual(new Set('0123456789abcdefghjkmnpqrstvwxyz'));
    expect(ids.every((id) => id.length === 16)).toBe(true);
  });
});
