/** A fresh rejoin code shows at once on the page of the person whom it belongs to. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';

import type { RejoinCodeReply } from '../../src/protocol/rest.js';
import { JOURNEY_MS } from '../support/browser.js';
import { bodyOf } from '../support/contest-stage.js';
import { TimedStage } from '../support/timed-stage.js';

let timed: TimedStage;

beforeAll(async () => {
  timed = await TimedStage.start({});
}, JOURNEY_MS);
afterAll(() => timed?.close());

it(
  'without a new connection, and after a refresh',
  async () => {
    const { page, errors } = await timed.participant('示例丢码');
    const { stage } = timed;
    const [person] = await bodyOf<readonly { readonly id: string }[]>(
      stage.operator.get(`/api/contests/${stage.contestId}/participants`),
    );
    const shown = page.getByRole('img', { name: /^续答码/ });
    const before = await shown.getAttribute('aria-label');
    const path = `/api/contests/${stage.contestId}/participants/${person?.id}/rejoin-code`;
    const { rejoinCode } = await bodyOf<RejoinCodeReply>(stage.operator.post(path, {}));
    const spoken = [...rejoinCode].join(' ');
    await page.getByRole('img', { name: spoken }).waitFor();
    expect(before).not.toContain(spoken);
    await page.reload();
    await page.getByRole('img', { name: spoken }).waitFor();
    expect(errors).toEqual([]);
  },
  JOURNEY_MS,
);
