/** Compound surnames (复姓) still in use, after 百家姓 and the surname lists of the census. */
const COMPOUND_SURNAMES: ReadonlySet<string> = new Set(
  (
    '欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 ' +
    '慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷 ' +
    '轩辕 令狐 段干 百里 呼延 东郭 南门 羊舌 微生 梁丘 左丘 西门 南荣 东里 即墨 达奚 褚师 淳于 单于 完颜 耶律 纳兰 第五 ' +
    '歐陽 司馬 東方 獨孤 南宮 聞人 諸葛 尉遲 鮮于 鍾離 長孫 公孫 軒轅 閭丘'
  ).split(' '),
);
/** A transliterated name (买买提·艾力) is not all Han: its dot is not. */
const HAN = /^\p{Script=Han}+$/u;

/** What stands in place of the name of somebody who had their data erased. It is nobody's, so it is not masked. */
export const ERASED_NAME = '已注销参赛者';

/**
 * A name as a public board may show it: 张*, 张*明, 欧阳**, 买***, Z***. Everything is masked by one
 * star a character for Chinese names of two to four characters; other names keep their first character and get three
 * stars, so that not even the length shows. Never longer than five characters, but for ERASED_NAME; an empty name is one star.
 */
export function maskName(name: string): string {
  if (name === ERASED_NAME) return name;
  const characters = Array.from(name.normalize('NFKC').replace(/\s+/gu, ''));
  const [first] = characters;
  if (first === undefined) return '*';
  const count = characters.length;
  if (!HAN.test(characters.join('')) || count > 4) return `${first}***`;
  if (count <= 2) return `${first}*`;
  const surname = characters.slice(0, 2).join('');
  if (COMPOUND_SURNAMES.has(surname)) return surname + '*'.repeat(count - 2);
  return first + '*'.repeat(count - 2) + String(characters[count - 1]);
}

/**
 * Masks the names of one branch, same order. Equal masks are told apart by a number in the order given, which should
 * therefore be one that says nothing (by participantId): 张*明 1, 张*明 2.
 */
export function maskNames(names: readonly string[]): readonly string[] {
  const masks = names.map(maskName);
  const seen = new Map<string, { readonly of: number; next: number }>();
  for (const mask of masks) seen.set(mask, { of: (seen.get(mask)?.of ?? 0) + 1, next: 1 });
  return masks.map((mask) => {
    const entry = seen.get(mask);
    return entry === undefined || entry.of === 1 ? mask : `${mask} ${entry.next++}`;
  });
}
