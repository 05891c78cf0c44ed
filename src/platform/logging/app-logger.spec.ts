import { describe, expect, it } from '@jest/globals';
import { Writable } from 'node:stream';

import { AppLogger } from './app-logger.js';

function logTo(isTTY: boolean): { readonly logger: AppLogger; text(): string } {
  let text = '';
  const out = Object.assign(
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        text += chunk.toString();
        done();
      },
    }),
    { isTTY },
  );
  return { logger: new AppLogger('info', out), text: () => text };
}

describe('the log', () => {
  it('is one line of JSON each where no person looks', () => {
    const { logger, text } = logTo(false);
    logger.log('listening', 'Server');
    logger.debug('not shown');
    const lines = text().trim().split('\n');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ msg: 'listening', context: 'Server', level: 30 });
  });

  it('is readable on a terminal', () => {
    const { logger, text } = logTo(true);
    logger.warn('slow', 'Server');
    expect(text()).toMatch(/^\d\d:\d\d:\d\d WARN {2}\[Server\] slow\n$/);
  });

  it('keeps the stack of an error and none of the data it carries', () => {
    const { logger, text } = logTo(false);
    logger.error(Object.assign(new Error('query failed'), { parameters: ['张三'] }), 'Rest');
    logger.error('with a stack', 'Error: at here', 'Rest');
    const [first, second] = text()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, string>);
    expect(first).toMatchObject({
      msg: 'query failed',
      context: 'Rest',
      stack: expect.stringContaining('app-logger.spec'),
    });
    expect(second).toMatchObject({ msg: 'with a stack', context: 'Rest', stack: 'Error: at here' });
    expect(text()).not.toContain('张三');
  });

  it('hides secrets', () => {
    const { logger, text } = logTo(false);
    logger.log({ msg: 'sign-in', login: 'admin', password: 'p4ss', headers: { cookie: 'c00kie' } });
    expect(text()).toContain('admin');
    expect(text()).not.toMatch(/p4ss|c00kie/);
  });
});
