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

/** How much of what is identified by its IRI is sent along. */
export type StatementFormat = 'exact' | 'ids' | 'canonical';

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
  format: StatementFormat = 'exact',
): Readonly<Record<string, unknown>> {
  const account = { objectType: 'Agent', account: { homePage, name: kept.actor } };
  const display = DISPLAYS.get(kept.verb);
  const named = format !== 'ids';
  return {
    id: kept.id,
    actor: account,
    verb: { id: verbIri(kept.verb), ...(named ? { display } : {}) },
    object: objectOf(kept, named),
    ...(kept.result === null ? {} : { result: kept.result }),
    ...contextOf(kept),
    timestamp: kept.at,
    stored: kept.storedAt,
    authority: { objectType: 'Agent', account: { homePage, name: 'xuesai' } },
    version: '1.0.0',
  };
}

function objectOf({ activity, voids }: KeptStatement, named: boolean): object {
  if (activity === null) return { objectType: 'StatementRef', id: voids };
  const { id, definition } = activity;
  return { objectType: 'Activity', id, ...(named ? { definition } : {}) };
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
