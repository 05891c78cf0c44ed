import { describe, expect, it } from '@jest/globals';

import { BankLine } from './bank-line.js';

describe('changes of a bank', () => {
  it('wait for each other, also after one that failed; those of another bank do not wait', async () => {
    const line = new BankLine();
    const order: string[] = [];
    let release = (): void => undefined;
    const first = line.run('one', async () => {
      await new Promise<void>((resolve) => (release = resolve));
      order.push('first');
      throw new Error('示例');
    });
    const second = line.run('one', async () => order.push('second'));
    await line.run('other', async () => order.push('other'));
    expect(order).toEqual(['other']);
    release();
    await expect(first).rejects.toThrow('示例');
    await second;
    expect(order).toEqual(['other', 'first', 'second']);
  });
});
