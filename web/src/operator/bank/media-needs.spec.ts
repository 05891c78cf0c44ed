import { describe, expect, it } from '@jest/globals';
import { mediaNeeds } from './media-needs.js';

describe('what media lack before publishing', () => {
  it.each([
    [{ kind: 'image', file: 'f' }, ['missingAlt']],
    [{ kind: 'image', file: 'f', alt: ' ' }, ['missingAlt']],
    [{ kind: 'image', file: 'f', alt: '示例图' }, []],
    [{ kind: 'audio', file: 'f' }, []],
    [{ kind: 'sign-video', file: 'f' }, ['missingCaptions']],
    [{ kind: 'sign-video', file: 'f', captions: 'c' }, []],
  ] as const)('%j', (media, needs) => {
    expect(mediaNeeds(media)).toEqual(needs);
  });
});
