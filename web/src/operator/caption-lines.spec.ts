import { describe, expect, it } from '@jest/globals';
import { lineAt } from './caption-lines.js';

const script = '第一行\n\n 第二行 \n第三行\n';

describe('lineAt', () => {
  it('finds the line of the cursor and leads on over empty lines', () => {
    const first = lineAt(script, 1);
    expect(first).toEqual({ text: '第一行', next: script.indexOf('第二行'), last: false });
    const second = lineAt(script, first.next ?? 0);
    expect(second.text).toBe('第二行');
    const third = lineAt(script, second.next ?? 0);
    expect(third).toEqual({ text: '第三行', next: null, last: false });
  });

  it('takes the line whole at its edges', () => {
    expect(lineAt('甲\n乙', 1).text).toBe('甲');
    expect(lineAt('甲\n乙', 2).text).toBe('乙');
    expect(lineAt('甲\n乙', 3).text).toBe('乙');
  });

  it('knows a text of one line, and an empty one', () => {
    expect(lineAt('只有一行', 2)).toEqual({ text: '只有一行', next: null, last: true });
    expect(lineAt('', 0)).toEqual({ text: '', next: null, last: true });
  });
});
