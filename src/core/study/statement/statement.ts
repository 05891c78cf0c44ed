/** xAPI 1.0.3 (IEEE 9274.1.1's predecessor) as far as this service writes it. Instants are epoch milliseconds. */

/** The seven that we write; their meaning is that of the ADL vocabulary. `voided` takes another statement back. */
export const VERBS = ['attempted', 'answered', 'completed', 'passed', 'failed', 'experienced', 'voided'] as const;
export type Verb = (typeof VERBS)[number];

export type LanguageMap = Readonly<Record<string, string>>;

export interface InteractionComponent {
  readonly id: string;
  readonly description: LanguageMap;
}

export interface ActivityDefinition {
  readonly name: LanguageMap;
  readonly description?: LanguageMap;
  readonly type: string;
  readonly interactionType?: 'true-false' | 'choice' | 'fill-in' | 'matching' | 'sequencing' | 'other';
  readonly correctResponsesPattern?: readonly string[];
  readonly choices?: readonly InteractionComponent[];
  readonly source?: readonly InteractionComponent[];
  readonly target?: readonly InteractionComponent[];
}

export interface Activity {
  /** IRI; the same one always names the same thing. */
  readonly id: string;
  readonly definition: ActivityDefinition;
}

export interface Score {
  /** -1 to 1. */
  readonly scaled: number;
  readonly raw?: number;
  readonly min?: number;
  readonly max?: number;
}

export interface Result {
  readonly score?: Score;
  readonly success?: boolean;
  readonly completion?: boolean;
  readonly response?: string;
  /** ISO 8601. */
  readonly duration?: string;
}

/** What is said of somebody, before it has an id and a name to stand under. */
export interface StatementDraft {
  readonly verb: Exclude<Verb, 'voided'>;
  readonly activity: Activity;
  /** What the activity is a part of. */
  readonly parent?: string;
  readonly result?: Result;
  /** One for all that belongs to one attempt at one thing. */
  readonly registration?: string;
  readonly at: number;
}

/** A statement as it is kept. */
export interface KeptStatement {
  readonly id: string;
  readonly verb: Verb;
  /** Opaque; leads to a person only by a row that erasing them deletes. */
  readonly actor: string;
  /** ISO 8601, in UTC. */
  readonly at: string;
  readonly storedAt: string;
  readonly activity: Activity | null;
  readonly parent: string | null;
  readonly result: Result | null;
  readonly registration: string | null;
  /** Id of the statement that it takes back. */
  readonly voids: string | null;
}

/** How much of what is identified by its IRI is sent along; `canonical`: each name in one language. */
export type StatementFormat = 'exact' | 'ids' | 'canonical';

export interface StatementForm {
  readonly format: StatementFormat;
  /** Of `canonical`: language ranges, the dearest first. */
  readonly languages?: readonly string[];
}

/** The account of this service itself: the authority of every statement, and the actor of what takes one back. */
export const SYSTEM_ACTOR = 'xuesai';

const DISPLAYS: ReadonlyMap<Verb, LanguageMap> = new Map<Verb, LanguageMap>([
  ['attempted', { 'zh-CN': '参加', en: 'attempted' }],
  ['answered', { 'zh-CN': '作答', en: 'answered' }],
  ['completed', { 'zh-CN': '完成', en: 'completed' }],
  ['passed', { 'zh-CN': '合格', en: 'passed' }],
  ['failed', { 'zh-CN': '未合格', en: 'failed' }],
  ['experienced', { 'zh-CN': '学习', en: 'experienced' }],
  ['voided', { 'zh-CN': '作废', en: 'voided' }],
]);

export const verbIri = (verb: Verb): string => `http://adlnet.gov/expapi/verbs/${verb}`;

/** Null for an IRI that none of our statements has. */
export const verbOfIri = (iri: string): Verb | null => VERBS.find((verb) => verbIri(verb) === iri) ?? null;

/** `PT1H30M`; whole seconds. */
export function isoDuration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
  const parts = [hours > 0 ? `${hours}H` : '', minutes > 0 ? `${minutes}M` : '', rest > 0 ? `${rest}S` : ''].join('');
  return parts === '' ? 'PT0S' : `PT${parts}`;
}

/** @param homePage IRL of the system in which the actor's account stands */
export function statementJson(
  kept: KeptStatement,
  homePage: string,
  { format, languages = [] }: StatementForm = { format: 'exact' },
): Readonly<Record<string, unknown>> {
  const account = { objectType: 'Agent', account: { homePage, name: kept.actor } };
  const display = DISPLAYS.get(kept.verb) ?? {};
  const named = format !== 'ids';
  const said = (map: LanguageMap): LanguageMap => (format === 'canonical' ? inOneLanguage(map, languages) : map);
  return {
    id: kept.id,
    actor: account,
    verb: { id: verbIri(kept.verb), ...(named ? { display: said(display) } : {}) },
    object: objectOf(kept, named, said),
    ...(kept.result === null ? {} : { result: kept.result }),
    ...contextOf(kept),
    timestamp: kept.at,
    stored: kept.storedAt,
    authority: { objectType: 'Agent', account: { homePage, name: SYSTEM_ACTOR } },
    version: '1.0.0',
  };
}

type Saying = (map: LanguageMap) => LanguageMap;

function objectOf({ activity, voids }: KeptStatement, named: boolean, said: Saying): object {
  if (activity === null) return { objectType: 'StatementRef', id: voids };
  const { id, definition } = activity;
  return { objectType: 'Activity', id, ...(named ? { definition: definitionSaid(definition, said) } : {}) };
}

const COMPONENTS = ['choices', 'source', 'target'] as const;

function definitionSaid(definition: ActivityDefinition, said: Saying): ActivityDefinition {
  const parts = COMPONENTS.flatMap((key) => {
    const list = definition[key]?.map((one) => ({ ...one, description: said(one.description) }));
    return list === undefined ? [] : [[key, list] as const];
  });
  const { name, description } = definition;
  return {
    ...definition,
    name: said(name),
    ...(description === undefined ? {} : { description: said(description) }),
    ...Object.fromEntries(parts),
  };
}

/** xAPI-Communication 2.1.3: one entry of each map, chosen for that map alone. Chinese where none of them is wanted. */
export function inOneLanguage(map: LanguageMap, languages: readonly string[]): LanguageMap {
  const tags = Object.keys(map);
  const primary = (tag: string): string => tag.toLowerCase().split('-')[0] ?? '';
  const found = languages.flatMap((range) => {
    const same = tags.find((tag) => tag.toLowerCase() === range.toLowerCase());
    return same ?? tags.find((tag) => primary(tag) === primary(range)) ?? [];
  });
  const tag = found[0] ?? (tags.includes('zh-CN') ? 'zh-CN' : tags[0]);
  return tag === undefined ? map : { [tag]: map[tag] ?? '' };
}

function contextOf({ registration, parent }: KeptStatement): { readonly context?: object } {
  if (registration === null && parent === null) return {};
  return {
    context: {
      ...(registration === null ? {} : { registration }),
      ...(parent === null ? {} : { contextActivities: { parent: [{ objectType: 'Activity', id: parent }] } }),
    },
  };
}
