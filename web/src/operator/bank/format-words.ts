/** Message keys hold no dots: QTI 2.1 is `qti-2-1` there. */
export const formatKey = (format: string): string => format.replace(/\./g, '-');

/** The format of an import in words; what is not known is shown as the server called it. */
export function formatWords(
  format: string,
  t: (key: string) => string,
  te: (key: string, locale: 'zh-CN') => boolean,
): string {
  const key = `bank.format.${formatKey(format)}`;
  return te(key, 'zh-CN') ? t(key) : format;
}
