import { describe, expect, it } from '@jest/globals';
import { readFile } from '../import/read-file.js';
import { TEMPLATE_BANK } from './template-items.js';
import { makeTemplate, TEMPLATE_KINDS } from './templates.js';

describe('templates', () => {
  it.each(TEMPLATE_KINDS)('of %s are read as they are, without a complaint', async (kind) => {
    const { bytes, fileName, mediaType } = await makeTemplate(kind);
    const { format, reading } = await readFile(bytes);
    expect([format, fileName.startsWith('题库模板.'), mediaType.length > 0]).toEqual([kind, true, true]);
    expect([reading.rejected, reading.warnings]).toEqual([[], []]);
    const expected = TEMPLATE_BANK.items.map(({ id, ...item }) => (kind === 'xlsx' ? { id, ...item } : item));
    expect(reading.items.map(({ item }) => item)).toEqual(expected);
  });

  it('have an example of each kind', () => {
    expect(new Set(TEMPLATE_BANK.items.map((item) => (item.kind === 'choice' ? item.select : item.kind))).size).toBe(7);
  });
});
