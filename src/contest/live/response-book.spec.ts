import { describe, expect, it } from '@jest/globals';

import { ResponseBook, type BookedResponse } from './response-book.js';

const response = (participantId: string, opening: number, receivedAt = 1000): BookedResponse => ({
  participantId,
  submissionId: `${participantId}-${opening}`,
  opening,
  response: { value: true },
  receivedAt,
  ownLimitMs: null,
  elapsedMs: null,
});

describe('the responses of the item at hand', () => {
  it('are counted by opening; an earlier opening counts no more', () => {
    const book = new ResponseBook('item');
    book.startOpening(1);
    book.book(response('a', 1));
    book.book(response('b', 1));
    expect(book.respondedInOpening).toBe(2);
    book.startOpening(2);
    expect(book.respondedInOpening).toBe(0);
    book.book(response('a', 2));
    book.startOpening(1);
    expect(book.respondedInOpening).toBe(1);
  });

  it('are counted once a person', () => {
    const book = new ResponseBook('item');
    book.book(response('a', 1));
    book.book(response('a', 1));
    expect(book.respondedInOpening).toBe(1);
    expect([...book.all()]).toHaveLength(1);
  });

  it('keep the one of the latest opening in which somebody responded', () => {
    const book = new ResponseBook('item', [response('a', 2), response('a', 1), response('b', 1)]);
    expect(book.latest('a')?.opening).toBe(2);
    expect(book.latest('b')?.opening).toBe(1);
    expect(book.latest('c')).toBeUndefined();
    expect(book.inOpening('a', 1)).toBeUndefined();
    expect(book.inOpening('a', 2)?.submissionId).toBe('a-2');
    expect(book.respondedInOpening).toBe(1);
  });

  it('know how many had come by a moment, inclusive, in one opening', () => {
    const book = new ResponseBook('item', [
      response('a', 1, 999),
      response('b', 1, 1000),
      response('c', 1, 1001),
      response('d', 2, 5),
    ]);
    expect(book.respondedUntil(1, 1000)).toBe(2);
    expect(book.respondedUntil(2, 1000)).toBe(1);
    expect(book.respondedUntil(3, 1000)).toBe(0);
  });

  it('settle once nothing is in flight, also what was launched while others landed and what failed', async () => {
    const book = new ResponseBook('item');
    const order: string[] = [];
    let land: () => void = () => undefined;
    const first = new Promise<void>((resolve) => (land = resolve));
    let fail: (error: Error) => void = () => undefined;
    const second = new Promise<void>((_resolve, reject) => (fail = reject));
    void first.then(() => {
      book.land('a');
      book.launch('b', 's2', second);
      order.push('first');
      fail(new Error('refused'));
    });
    second.catch(() => {
      book.land('b');
      order.push('second');
    });
    book.launch('a', 's1', first);
    expect(book.inFlight('a')?.submissionId).toBe('s1');
    const settled = book.settled().then(() => order.push('settled'));
    land();
    await settled;
    expect(order).toEqual(['first', 'second', 'settled']);
    expect(book.inFlight('a')).toBeUndefined();
  });
});
