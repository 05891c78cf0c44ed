/** Compound surnames (复姓) still in use, after 百家姓 and the surname lists of the census. */
const COMPOUND_SURNAMES: ReadonlySet<string> = new Set(
  (
    '欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 ' +
    '慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷 ' +
    '轩辕 令狐 段干 百里 呼延 东郭 南门 羊舌 微生 梁丘 左丘 西门 南荣 东里 即墨 达奚 褚师 淳于 单于 完颜 耶律 纳兰 第五 ' +
    '歐陽 司馬 東方 獨孤 南宮 聞人 諸葛 尉遲 鮮于 鍾離 長孫 公孫 軒轅 閭丘'
  ).split(' '),
);
/**
 * Pieces of names that were written in Han characters by their sound and are not surname and given name: of Uygurs,
 * Kazakhs and Kyrgyz, of Tibetans, of Mongols. Only those of three characters need it, longer ones show the first alone.
 * Who is found by mistake shows less.
 */
const TRANSLITERATED: readonly string[] = (
  '买买 买提 木提 买合 古丽 阿依 阿卜 阿布 阿不 阿迪 阿里 吐尔 吐拉 图尔 艾尔 艾合 艾力 艾山 艾则 玛依 玛丽 努尔 努丽 热孜 热依 热合 娜尔 帕提 帕尔 迪丽 ' +
  '米尔 米娜 库尔 塔依 依明 伊明 依布 依拉 亚森 玉素 加马 萨比 沙拉 哈力 哈斯 叶尔 别克 沙依 卓玛 扎西 次仁 多吉 才让 旺姆 央金 央宗 达瓦 尼玛 拉姆 丹增 ' +
  '索南 平措 仁青 仁增 桑吉 曲珍 江措 白玛 格桑 罗布 边巴 普布 巴桑 旦增 顿珠 加措 巴特 巴图 巴雅 格日 其其 其木 乌兰 乌云 苏日 那日 那仁 萨仁 塔娜 娜仁 ' +
  '呼和 斯琴 敖登 阿拉 朝鲁 孟和 吉日 图雅 高娃'
).split(' ');
/** A transliterated name (买买提·艾力) is not all Han: its dot is not. */
const HAN = /^\p{Script=Han}+$/u;

/** What stands in place of the name of somebody who had their data erased. It is nobody's, so it is not masked. */
export const ERASED_NAME = '已注销参赛者';

/**
 * A name as a public board may show it: 张*, 张*明, 欧阳**, 买***, Z***. Everything is masked by one
 * star a character for Chinese names of two or three characters, and of four with a compound surname; other names, and
 * those that look like no surname and given name, keep their first character and get three stars, so that not even the
 * length shows. Never longer than five characters, but for ERASED_NAME; an empty name is one star.
 */
export function maskName(name: string): string {
  if (name === ERASED_NAME) return name;
  const characters = Array.from(name.normalize('NFKC').replace(/\s+/gu, ''));
  const [first] = characters;
  if (first === undefined) return '*';
  const count = characters.length;
  const whole = characters.join('');
  if (!HAN.test(whole) || count > 4) return `${first}***`;
  if (count <= 2) return `${first}*`;
  const surname = characters.slice(0, 2).join('');
  if (COMPOUND_SURNAMES.has(surname)) return surname + '*'.repeat(count - 2);
  if (count > 3 || TRANSLITERATED.some((piece) => whole.includes(piece))) return `${first}***`;
  return `${first}*${String(characters[2])}`;
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
