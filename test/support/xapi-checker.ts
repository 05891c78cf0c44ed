/**
 * What xAPI 1.0.3 demands of a statement's JSON (xAPI-Data, sections 2.2 to 4.6), written from the specification: every
 * property that there is must be known, of its type and in its place. Answers a sentence for each fault.
 */
type Json = unknown;
type Fields = Readonly<Record<string, Json>>;
type Check = (value: Json, at: string) => string[];

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/iu;
/** RFC 3986 with a scheme; international characters are let in (RFC 3987), blanks are not. */
const IRI = /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/iu;
const INSTANT = /^\d{4}-(0\d|1[0-2])-([0-2]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/u;
const DURATION = /^P(?!$)(\d+W|(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?)$/u;
const LANGUAGE = /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?$/u;

const isObject = (value: Json): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const fault = (at: string, what: string): string[] => [`${at}: ${what}`];

const matches =
  (pattern: RegExp, what: string): Check =>
  (value, at) =>
    typeof value === 'string' && pattern.test(value) ? [] : fault(at, `is no ${what}`);
const uuid = matches(UUID, 'UUID');
const iri = matches(IRI, 'IRI');
const instant: Check = (value, at) => {
  if (typeof value === 'string' && value.endsWith('-00:00')) return fault(at, 'has an unknown offset');
  return matches(INSTANT, 'RFC 3339 instant')(value, at);
};
const text: Check = (value, at) => (typeof value === 'string' ? [] : fault(at, 'is no text'));
const flag: Check = (value, at) => (typeof value === 'boolean' ? [] : fault(at, 'is no truth value'));
const number: Check = (value, at) => (typeof value === 'number' ? [] : fault(at, 'is no number'));
const only =
  (...allowed: readonly string[]): Check =>
  (value, at) =>
    typeof value === 'string' && allowed.includes(value) ? [] : fault(at, `is none of ${allowed.join(', ')}`);

/** An object with these properties and no others. */
const object =
  (required: Readonly<Record<string, Check>>, optional: Readonly<Record<string, Check>> = {}): Check =>
  (value, at) => {
    if (!isObject(value)) return fault(at, 'is no object');
    const checks = { ...required, ...optional };
    return [
      ...Object.keys(required).flatMap((key) => (key in value ? [] : fault(`${at}.${key}`, 'is missing'))),
      ...Object.entries(value).flatMap(([key, one]) => {
        if (one === null || one === undefined) return fault(`${at}.${key}`, 'is null');
        return checks[key]?.(one, `${at}.${key}`) ?? fault(`${at}.${key}`, 'is not known');
      }),
    ];
  };
const list =
  (one: Check): Check =>
  (value, at) =>
    Array.isArray(value) ? value.flatMap((part, index) => one(part, `${at}[${index}]`)) : fault(at, 'is no list');
const map =
  (key: RegExp, one: Check): Check =>
  (value, at) =>
    isObject(value)
      ? Object.entries(value).flatMap(([name, part]) => [
          ...(key.test(name) ? [] : fault(`${at}.${name}`, 'is no key of this map')),
          ...one(part, `${at}.${name}`),
        ])
      : fault(at, 'is no map');
const languageMap = map(LANGUAGE, text);
/** Anything may stand in one, null as well. */
const extensions = map(IRI, () => []);

const account = object({ homePage: iri, name: text });
const IDENTIFIERS = ['mbox', 'mbox_sha1sum', 'openid', 'account'];
const agent: Check = (value, at) => {
  const faults = object(
    {},
    {
      objectType: only('Agent'),
      name: text,
      mbox: matches(/^mailto:[^\s@]+@[^\s@]+$/u, 'mailto IRI'),
      mbox_sha1sum: matches(/^[0-9a-f]{40}$/u, 'SHA-1'),
      openid: iri,
      account,
    },
  )(value, at);
  const count = isObject(value) ? IDENTIFIERS.filter((name) => name in value).length : 0;
  return count === 1 ? faults : [...faults, ...fault(at, `has ${count} identifiers instead of one`)];
};
const verb = object({ id: iri }, { display: languageMap });

const component = object({ id: matches(/^\S+$/u, 'id without blanks') }, { description: languageMap });
const components: Check = (value, at) => {
  const ids = Array.isArray(value) ? value.map((one) => (isObject(one) ? one['id'] : undefined)) : [];
  return [...list(component)(value, at), ...(new Set(ids).size === ids.length ? [] : fault(at, 'has an id twice'))];
};
const PARTS: Readonly<Record<string, readonly string[]>> = {
  choice: ['choices'],
  sequencing: ['choices'],
  likert: ['scale'],
  matching: ['source', 'target'],
  performance: ['steps'],
};
const INTERACTIONS = ['true-false', 'fill-in', 'long-fill-in', 'numeric', 'other', ...Object.keys(PARTS)];
const LISTS = ['choices', 'scale', 'source', 'target', 'steps'];

const idsOf = (definition: Fields, name: string): readonly unknown[] =>
  Array.isArray(definition[name]) ? (definition[name] as Fields[]).map(({ id }) => id) : [];

/** Whether a response, or a pattern of one, has the form of its interaction (2.4.4.1). */
export function responseFits(definition: Fields, response: string): boolean {
  const parts = response === '' ? [] : response.split('[,]');
  switch (definition['interactionType']) {
    case 'true-false':
      return response === 'true' || response === 'false';
    case 'choice':
    case 'sequencing': {
      const ids = idsOf(definition, 'choices');
      return parts.every((part) => ids.includes(part));
    }
    case 'matching': {
      const [source, target] = [idsOf(definition, 'source'), idsOf(definition, 'target')];
      return parts.every((part) => {
        const [one, other, ...more] = part.split('[.]');
        return source.includes(one) && target.includes(other) && more.length === 0;
      });
    }
    default:
      return true;
  }
}

const definition: Check = (value, at) => {
  const faults = object(
    {},
    {
      name: languageMap,
      description: languageMap,
      type: iri,
      moreInfo: iri,
      interactionType: only(...INTERACTIONS),
      correctResponsesPattern: list(text),
      ...Object.fromEntries(LISTS.map((name) => [name, components])),
      extensions,
    },
  )(value, at);
  if (!isObject(value)) return faults;
  const allowed = PARTS[String(value['interactionType'])] ?? [];
  const misplaced = LISTS.filter((name) => name in value && !allowed.includes(name));
  const patterns = (value['correctResponsesPattern'] ?? []) as readonly string[];
  const interaction = LISTS.some((name) => name in value) || 'correctResponsesPattern' in value;
  return [
    ...faults,
    ...misplaced.flatMap((name) => fault(`${at}.${name}`, 'does not belong to this interaction')),
    ...(interaction && !('interactionType' in value) ? fault(at, 'has no interactionType') : []),
    ...patterns.flatMap((pattern) => (responseFits(value, pattern) ? [] : fault(at, `has the pattern ${pattern}`))),
  ];
};
const activity = object({ id: iri }, { objectType: only('Activity'), definition });
const reference = object({ objectType: only('StatementRef'), id: uuid });
const target: Check = (value, at) =>
  isObject(value) && value['objectType'] === 'StatementRef' ? reference(value, at) : activity(value, at);

const score: Check = (value, at) => {
  const faults = object({}, { scaled: number, raw: number, min: number, max: number })(value, at);
  if (!isObject(value) || faults.length > 0) return faults;
  const { scaled = 0, min = -Infinity, max = Infinity, raw } = value as Readonly<Record<string, number>>;
  return [
    ...(scaled >= -1 && scaled <= 1 ? [] : fault(`${at}.scaled`, 'is not within -1 and 1')),
    ...(min < max ? [] : fault(at, 'has a minimum that is not below its maximum')),
    ...(raw === undefined || (raw >= min && raw <= max) ? [] : fault(`${at}.raw`, 'is not within its bounds')),
  ];
};
const result = object(
  {},
  {
    score,
    success: flag,
    completion: flag,
    response: text,
    duration: matches(DURATION, 'ISO 8601 duration'),
    extensions,
  },
);
const contextActivities = object(
  {},
  Object.fromEntries(
    ['parent', 'grouping', 'category', 'other'].map((name) => [
      name,
      (value: Json, at: string) => (Array.isArray(value) ? list(activity) : activity)(value, at),
    ]),
  ),
);
const context = object(
  {},
  {
    registration: uuid,
    instructor: agent,
    team: agent,
    contextActivities,
    revision: text,
    platform: text,
    language: matches(LANGUAGE, 'language'),
    statement: reference,
    extensions,
  },
);
const statement = object(
  { actor: agent, verb, object: target },
  {
    id: uuid,
    result,
    context,
    timestamp: instant,
    stored: instant,
    authority: agent,
    version: matches(/^1\.0(\.\d+)?$/u, 'version 1.0.x'),
    attachments: list(() => ['attachments: none are written']),
  },
);

/** Empty for a statement as the specification has it. */
export function faultsOfStatement(value: Json): string[] {
  const faults = statement(value, 'statement');
  if (!isObject(value)) return faults;
  const { object: about, verb: done, context: within, result: outcome } = value as Readonly<Record<string, Fields>>;
  const voiding = done?.['id'] === 'http://adlnet.gov/expapi/verbs/voided';
  const plain = about?.['objectType'] === undefined || about['objectType'] === 'Activity';
  const response = outcome?.['response'];
  const known = about?.['definition'];
  return [
    ...faults,
    ...(voiding && about?.['objectType'] !== 'StatementRef' ? fault('statement', 'voids no statement') : []),
    ...(!plain && within && ('revision' in within || 'platform' in within)
      ? fault('statement.context', 'has a revision or a platform of no activity')
      : []),
    ...(typeof response === 'string' && isObject(known) && !responseFits(known, response)
      ? fault('statement.result.response', `is ${response}`)
      : []),
  ];
}
