/** What the properties of other people's JSON are called, and what their values say. */
import { tidy } from '../../understand/characters.js';
import { htmlToText } from '../html-text.js';
import { roleOf, type Role } from '../table/roles.js';

export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const words = (text: string) => new Set(text.trim().split(/\s+/u));

/** Beside what a spreadsheet's heading may say; in small letters, without spaces, _ and -. */
const OWN: readonly (readonly [ReadonlySet<string>, Role])[] = [
  [words('q ques stem question questionstem questioncontent questiontext questiontitle questionname fldname quname questionbody questiondesc problem content title topic tm timu tigan subjecttitle subjectcontent'), { field: 'stem' }],
  [words('options option choices choice optionlist choicelist answerlist answeroptions selections select selects items optionvos optionjson questionoptions questionoptionlist xuanxiang'), { field: 'choices' }],
  [words('answer answers correct correctanswer correctanswers correctoption correctoptions correctindex correctanswerindex correctselect rightanswer rightanswers rightoption rightoptions rightkey correctkey correctchoice correctresponse answerkey answerindex answerid answerids correctid correctids standardanswer standanswer refanswer realanswer trueanswer answertext answercontent daan da key'), { field: 'key' }],
  [words('explain explains explanation analysis analyses analyze analyse analyzes answeranalysis questionanalysis answerexplain answerparse parse resolve jiexi jx reason rationale note notes description desc detail remark tip tips'), { field: 'explanation' }],
  [words('type questiontype questiontypename qtype typename typestr typetext kind category1 itemtype tixing tx'), { field: 'kind' }],
  [words('incorrectanswers wronganswers distractors incorrect'), { field: 'distractor' }],
  [words('difficulty difficultylevel level degree nandu'), { field: 'difficulty' }],
  [words('score points point fraction mark quizscore fenzhi questionscore'), { field: 'points' }],
  [words('tag tags label labels category categories categoryname chapter chaptername knowledge knowledgepoint knowledgepoints knowledgename subject subjectname section catalog'), { field: 'tags' }],
  [words('source origin reference references laiyuan chuchu'), { field: 'source' }],
  [words('id _id qid questionid itemid uuid'), { field: 'id' }],
  [words('no num number index sort seq order questionno serialnumber xuhao'), { field: 'number' }],
]; // prettier-ignore

const known = new Map<string, Role | undefined>();
/** The file decides how many names there are. */
const MOST_KNOWN = 10_000;

/** Columns of a table that are named after it: quContent, fld_name, tmAnswer. */
const PREFIXED = /^(?:qu|fld|tm|st|sj|tk|ti|qb|qst|ques)(?:_|(?=[A-Z]))([A-Za-z]\w*)$/u;

function roleNamed(name: string): Role | undefined {
  const bare = name.toLowerCase().replace(/[\s_-]+/gu, '');
  return OWN.find(([names]) => names.has(bare))?.[1] ?? roleOf(name) ?? roleOf(bare);
}

/** Undefined: a name that says nothing about an item. */
export function propertyRole(name: string): Role | undefined {
  if (known.has(name)) return known.get(name);
  const inner = PREFIXED.exec(name)?.[1];
  const role = roleNamed(name) ?? (inner === undefined ? undefined : roleNamed(inner));
  if (known.size < MOST_KNOWN) known.set(name, role);
  return role;
}

const INNER = ['text', 'content', 'value', 'html', 'title', 'name', 'body', '内容', '文本'];
const HTML = /<\/?[a-z][^>]*>|&(?:[a-z]+|#\d+|#x[\da-f]+);/iu;

export interface Words {
  readonly text: string;
  /** Names of pictures and recordings that stood in the text. */
  readonly media: readonly string[];
}

/** What a value says in words: text, number, list of texts on lines of their own, object with a text inside. */
export function wordsOf(value: unknown): Words {
  if (typeof value === 'string') {
    if (!HTML.test(value)) return { text: tidy(value), media: [] };
    const { text, media } = htmlToText(value);
    return { text, media };
  }
  if (typeof value === 'number' || typeof value === 'boolean') return { text: String(value), media: [] };
  if (Array.isArray(value)) {
    const parts = value.map(wordsOf).filter(({ text, media }) => text !== '' || media.length > 0);
    return { text: parts.map(({ text }) => text).join('\n'), media: parts.flatMap(({ media }) => media) };
  }
  if (!isObject(value)) return { text: '', media: [] };
  const inner = INNER.find((name) => typeof value[name] === 'string');
  return inner === undefined ? { text: '', media: [] } : wordsOf(value[inner]);
}

/** All texts within a value, in their order: an explanation may come in sections. */
export function allWordsOf(value: unknown): string {
  if (!isObject(value) && !Array.isArray(value)) return wordsOf(value).text;
  const parts = (Object.values(value) as readonly unknown[]).map(allWordsOf);
  return parts.filter((text) => text !== '').join('\n');
}

/** Deeper than anybody nests a bank; what goes through a value may call itself this often. */
const DEEPEST = 64;

export function isTooDeep(value: unknown): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; depth <= DEEPEST; depth += 1) {
    if (level.length === 0) return false;
    level = level.flatMap((entry): readonly unknown[] =>
      isObject(entry) || Array.isArray(entry) ? (Object.values(entry) as readonly unknown[]) : [],
    );
  }
  return true;
}

/** A list or an object that stands as text within the JSON. */
export function unpacked(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*(?:\[[\s\S]*\]|\{[\s\S]*\})\s*$/u.test(value)) return value;
  try {
    const inner: unknown = JSON.parse(value);
    return isTooDeep(inner) ? value : inner;
  } catch {
    return value;
  }
}

const PICTURE =
  /^(?:img|image|imgs|images|imagename|imagepath|imagesrc|imageurl|imgurl|pic|pics|picture|pictures|picurl|photo|audio|audiourl|video|videourl|media|图片|配图|音频|视频)$/u;

/** Names of files that stand in properties of their own. */
export function mediaOf(object: JsonObject): readonly string[] {
  return Object.entries(object)
    .filter(([name]) => PICTURE.test(name.toLowerCase().replace(/[\s_-]+/gu, '')))
    .flatMap(([, value]) => (Array.isArray(value) ? (value as unknown[]) : [value]))
    .flatMap((value) => (typeof value === 'string' && value.trim() !== '' ? [value.trim().split('/').at(-1) ?? value] : []));
} // prettier-ignore
