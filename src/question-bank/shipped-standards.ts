/* oxlint-disable unicorn/no-thenable -- `then` is a word of JSON Schema */
/**
 * What a bank that comes with the software must keep beyond `bank.schema.json`, which any bank must fit: it is played as
 * it is, on a screen, by people who cannot ask its author. A JSON Schema too, so that faults are told in the same words.
 * A missing explanation, difficulty, tag, source or verification is advice (`item.incomplete`, core check-item.ts).
 */
const text = (minLength: number, maxLength: number) => ({ minLength, maxLength });

const ofKind = (kind: string, then: object) => ({ if: { properties: { kind: { const: kind } } }, then });

const CHOICES = {
  maxItems: 10,
  items: { properties: { id: { pattern: '^([A-J]|10|[1-9])$' }, text: text(1, 120) } },
};

const ITEM = {
  required: ['correctResponse'],
  properties: {
    id: { pattern: '^[a-z]+(-[a-z]+)*-[0-9]{3,5}$' },
    kind: { enum: ['true-false', 'choice', 'fill-in', 'ordering', 'matching'] },
    stem: text(6, 300),
    choices: CHOICES,
    targets: CHOICES,
    explanation: text(10, 500),
    tags: { maxItems: 8, items: text(1, 20) },
    readAloud: text(6, 400),
    easyRead: text(6, 300),
    source: {
      anyOf: [{ required: ['article'] }, { required: ['section'] }],
      dependentRequired: { paragraph: ['section'] },
      properties: { section: text(1, 80), quote: text(4, 600) },
    },
  },
  allOf: [
    ofKind('choice', {
      if: { properties: { select: { const: 'multiple' } } },
      then: { properties: { correctResponse: { minItems: 2 } } },
    }),
    ofKind('fill-in', {
      properties: { correctResponse: { maxItems: 6, items: { items: { maxLength: 40 } } } },
    }),
    ofKind('ordering', { properties: { correctResponse: { minItems: 3 } } }),
    ofKind('matching', { properties: { correctResponse: { minProperties: 2 } } }),
    {
      if: { properties: { verification: { const: 'quoted' } }, required: ['verification'] },
      then: { properties: { source: { required: ['quote'] } } },
    },
  ],
};

export const SHIPPED_STANDARDS = {
  properties: {
    title: { maxLength: 60 },
    description: { minLength: 1 },
    documents: { minItems: 1 },
    items: { minItems: 1, items: ITEM },
  },
} as const;
