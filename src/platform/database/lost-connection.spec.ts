import { describe, expect, it } from '@jest/globals';
import { QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError } from 'typeorm';

import { isLostConnection } from './lost-connection.js';

const withCode = (code: string, message = 'sample'): Error => Object.assign(new Error(message), { code });

describe('a lost connection', () => {
  it.each([
    withCode('57P01'),
    withCode('57P03'),
    withCode('25P03'),
    withCode('08006'),
    withCode('ECONNREFUSED'),
    withCode('ECONNRESET'),
    new AggregateError([withCode('ECONNREFUSED')]),
    new Error('Connection terminated unexpectedly'),
    new QueryRunnerAlreadyReleasedError(),
    new QueryRunnerProviderAlreadyReleasedError(),
    new Error('Client has encountered a connection error and is not queryable'),
    new Error('Query read timeout'),
    new Error('timeout expired'),
  ])('is seen in %s', (error) => {
    expect(isLostConnection(error)).toBe(true);
  });

  it.each([withCode('23505'), withCode('42P01'), withCode('SQLITE_BUSY'), new Error('sample'), null, '57P01'])(
    'is not seen in %s',
    (error) => {
      expect(isLostConnection(error)).toBe(false);
    },
  );
});
