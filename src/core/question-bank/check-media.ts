import type { Finding, FindingCode } from './finding.js';
import type { BankMedia, StoredBankItem } from './types.js';

/**
 * A picture needs words for those who do not see it, a film captions for those who read along (WCAG 1.1.1, 1.2.2). A
 * recording reads the item's own words aloud, which stand beside it.
 */
const NEEDS: Readonly<Record<BankMedia['kind'], (media: BankMedia) => [FindingCode, string] | null>> = {
  image: ({ alt }) => (isBlank(alt) ? ['media.alt-missing', '的图片没有替代文字，请写明图片上有什么，再发布。'] : null),
  audio: () => null,
  'sign-video': ({ captions }) =>
    isBlank(captions) ? ['media.captions-missing', '的手语视频没有字幕，请上传 .vtt 字幕文件，再发布。'] : null,
};

/** What keeps an item from being published because not everybody could perceive it. */
export function checkMedia(item: StoredBankItem): Finding[] {
  const places: readonly (readonly [string, readonly BankMedia[] | undefined])[] = [
    ['题干', item.media],
    ...('choices' in item ? item.choices.map(({ id, media }) => [`选项 ${id} `, media] as const) : []),
    ...('targets' in item ? item.targets.map(({ id, media }) => [`右侧选项 ${id} `, media] as const) : []),
  ];
  return places.flatMap(([place, media]) =>
    (media ?? []).flatMap((one): Finding[] => {
      const fault = NEEDS[one.kind](one);
      if (fault === null) return [];
      const [code, message] = fault;
      return [{ itemId: item.id, code, severity: 'error', message: `${place}${message}` }];
    }),
  );
}

const isBlank = (text: string | undefined): boolean => text === undefined || text.trim() === '';
