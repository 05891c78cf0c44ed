/** What people write where they have no key to give. */
import { narrow } from './characters.js';

const WORDS =
  /^(?:[/\\—–_-]+|从?略|暂?无|没有(?:答案)?|待定|待补充?|待添加|未定|未知|不详|暂缺|暂未(?:提供|公布)|tbd|n\/a|null|none|nan|(?:详|参)?见(?:教材|课本|书|课件|讲义|附件|上|下)[^,。;]{0,30}|自由发挥|(?:本题)?(?:开放|主观)(?:性)?(?:试|答)?题?|言之(?:有|成)理即可|合理即可)$/iu;
const OUTER = /^[([【]\s*|\s*[)\]】]?[.。]?$/gu;

/** 略, （略）, 待定, 无, /, 见教材第三章: words in the place of a key that name none. */
export const isPlaceholder = (key: string): boolean => key.length <= 60 && WORDS.test(narrow(key).replace(OUTER, ''));
