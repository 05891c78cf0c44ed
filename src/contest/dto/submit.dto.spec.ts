import 'reflect-metadata';

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { SocketValidationPipe } from '../../platform/socket/socket-validation.pipe.js';
import { isSubmitMessage, MOST_OPENINGS, SubmitDto } from './submit.dto.js';

const VALID = {
  contestId: '019b8a5e-7f00-7000-8000-000000000000',
  contestItemId: '0123456789abcdef',
  opening: 1,
  submissionId: 'submission_-1',
  response: { choices: ['a'] },
};
type Key = keyof typeof VALID;
const KEYS = Object.keys(VALID) as Key[];

const pipe = new SocketValidationPipe();

async function passesPipe(message: unknown): Promise<boolean> {
  try {
    await pipe.transform(message, { type: 'body', metatype: SubmitDto });
    return true;
  } catch {
    return false;
  }
}

/** As it arrives: what JSON cannot carry does not. */
const overTheWire = (message: unknown): unknown => {
  const text = JSON.stringify(message) as string | undefined;
  return text === undefined ? undefined : JSON.parse(text);
};

async function expectAgreement(message: unknown): Promise<boolean> {
  const arrived = overTheWire(message);
  const passes = await passesPipe(arrived);
  expect({ arrived, passes: isSubmitMessage(arrived) }).toEqual({ arrived, passes });
  return passes;
}

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 70 }),
  fc.stringMatching(/^[A-Za-z0-9_-]{0,66}$/),
  fc.constantFrom(
    '',
    'a'.repeat(64),
    'a'.repeat(65),
    '😀'.repeat(33),
    '😀'.repeat(64),
    'abcdefgh\n',
    '１２３４５６７８',
  ),
);
const number = fc.oneof(
  fc.integer({ min: -2, max: MOST_OPENINGS + 2 }),
  fc.double(),
  fc.constantFrom(0, 1, 1.5, -0, MOST_OPENINGS, MOST_OPENINGS + 1, 2 ** 53, Number.MAX_VALUE),
);
const value = fc.oneof(
  text,
  number,
  fc.object(),
  fc.array(fc.anything()),
  fc.constantFrom(null, true, undefined),
  fc.anything(),
);
const key = fc.oneof(
  fc.constantFrom<string>(...KEYS),
  fc.constantFrom(
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'isPrototypeOf',
    '__defineGetter__',
    'extra',
    '',
  ),
  fc.string(),
);

describe('the compiled checker of response:submit', () => {
  it('agrees with the DTO on anything', async () => {
    await fc.assert(
      fc.asyncProperty(fc.anything(), async (message) => void (await expectAgreement(message))),
      { numRuns: 2000 },
    );
  });

  it('agrees with the DTO on what is nearly right, and lets some of it through', async () => {
    let passed = 0;
    let refused = 0;
    const change = fc.record({ key, value, drop: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 2 }), async (changes) => {
        const message: Record<string, unknown> = { ...VALID };
        for (const { key: name, value: other, drop } of changes) {
          if (drop) delete message[name];
          else
            Object.defineProperty(message, name, {
              value: other,
              enumerable: true,
              configurable: true,
              writable: true,
            });
        }
        if (await expectAgreement(message)) passed++;
        else refused++;
      }),
      { numRuns: 3000 },
    );
    expect(passed).toBeGreaterThan(100);
    expect(refused).toBeGreaterThan(100);
  });

  it.each(KEYS)('agrees with the DTO on every value of %s', async (name) => {
    await fc.assert(
      fc.asyncProperty(value, async (other) => void (await expectAgreement({ ...VALID, [name]: other }))),
      { numRuns: 1000 },
    );
  });

  it('lets through what our pages send', () => {
    expect(isSubmitMessage(VALID)).toBe(true);
    expect(isSubmitMessage({ ...VALID, elapsedMs: 1 })).toBe(false);
  });
});
