import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { finishedOn, progressOf } from './reading-progress.js';

describe('progress in a book', () => {
  it('is what the reader says in percent, or what the pages come to', () => {
    expect(progressOf({ progress: 40, page: null, pages: null })).toEqual({ ok: true, value: { progress: 40, page: null, pages: null } }); // prettier-ignore
    expect(progressOf({ progress: 0, page: 60, pages: 240 })).toEqual({ ok: true, value: { progress: 25, page: 60, pages: 240 } }); // prettier-ignore
  });

  it('is refused where the pages do not fit', () => {
    expect(progressOf({ progress: 0, page: 3, pages: null })).toEqual({ ok: false, error: 'pages-missing' });
    expect(progressOf({ progress: 0, page: 0, pages: 0 })).toEqual({ ok: false, error: 'pages-missing' });
    expect(progressOf({ progress: 0, page: 241, pages: 240 })).toEqual({ ok: false, error: 'page-beyond' });
  });

  it('is at its end with the last page and no sooner', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), fc.nat(9999), (pages, some) => {
        const page = Math.min(some, pages);
        const read = progressOf({ progress: 100, page, pages });
        expect(read.ok && (read.value.progress === 100) === (page === pages)).toBe(true);
      }),
    );
  });

  it('keeps the day of its end until it is taken back', () => {
    expect(finishedOn(100, null, '2026-05-10')).toBe('2026-05-10');
    expect(finishedOn(100, '2026-05-01', '2026-05-10')).toBe('2026-05-01');
    expect(finishedOn(99, '2026-05-01', '2026-05-10')).toBeNull();
  });
});
