import { describe, expect, it } from '@jest/globals';

import { attachmentHeader } from './attachment.js';

describe('attachmentHeader', () => {
  it('gives a Chinese name to whoever knows UTF-8 and a plain one to the rest', () => {
    expect(attachmentHeader("示例 题库(1)'*.xlsx")).toBe(
      `attachment; filename="file.xlsx"; filename*=UTF-8''%E7%A4%BA%E4%BE%8B%20%E9%A2%98%E5%BA%93%281%29%27%2A.xlsx`,
    );
    expect(attachmentHeader('示例')).toBe(`attachment; filename="file"; filename*=UTF-8''%E7%A4%BA%E4%BE%8B`);
  });

  it('lets no name end the header', () => {
    expect(attachmentHeader('a".x"\r\nSet-Cookie: a')).not.toMatch(/[\r\n]|" *Set/u);
  });
});
