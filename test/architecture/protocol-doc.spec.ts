import { NOTICE_CODES } from '../../src/protocol/frames.js';
import { describe, expect, it } from '@jest/globals';
import { ERROR_MESSAGES } from '../../src/protocol/error-code.js';
import { CLIENT_EVENTS, SERVER_EVENTS } from '../../src/protocol/events.js';
import { read } from './source.js';

const EVENTS: readonly string[] = [...CLIENT_EVENTS, ...SERVER_EVENTS];
const CODES = Object.keys(ERROR_MESSAGES);
/** Announced for later; docs/protocol.md says so. */
const RESERVED = new Set(['buzzer:press', 'buzzer:decided', 'stake:choose']);

const quoted = (text: string): string[] => [...text.matchAll(/`([^`\n]+)`/g)].map((match) => match[1]!);

describe('docs/protocol.md', () => {
  const names = new Set(quoted(read('docs/protocol.md')));

  it('describes every event', () => {
    expect(EVENTS.filter((event) => !names.has(event))).toEqual([]);
  });

  it('describes every error code', () => {
    expect(CODES.filter((code) => !names.has(code))).toEqual([]);
  });

  it('names no event that does not exist', () => {
    const known = new Set([...EVENTS, ...RESERVED]);
    expect([...names].filter((name) => /^[a-z]+:[a-z-]+$/.test(name) && !known.has(name))).toEqual([]);
  });

  it('names no error code that does not exist', () => {
    const known = new Set<string>([...CODES, ...NOTICE_CODES]);
    const families = new Set(CODES.map((code) => code.split('.')[0]));
    const looksLikeCode = (name: string): boolean => {
      const [family, rest] = name.split('.');
      return /^[a-z]+\.[a-z]+(-[a-z]+)*$/.test(name) && families.has(family!) && !/^(ts|md|json)$/.test(rest!);
    };
    expect([...names].filter((name) => looksLikeCode(name) && !known.has(name))).toEqual([]);
  });
});

describe('error sentences', () => {
  it('are one Chinese sentence each that ends with a full stop and does not shout', () => {
    const odd = Object.entries(ERROR_MESSAGES).filter(([, text]) => !/^[^!！]*[一-鿿][^!！]*。$/.test(text));
    expect(odd).toEqual([]);
  });
});
