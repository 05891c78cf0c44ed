import { expect, it } from '@jest/globals';

import { clientFault } from '../lib/refusal.js';
import type { Result } from '../lib/refusal.js';
import { useBase } from './use-base.js';

interface Sample {
  readonly name: string;
  readonly year: number;
}
const refusal: Result<void> = {
  ok: false,
  error: {
    code: 'study.changed-meanwhile',
    message: '示例',
    conflicts: [{ path: 'name', current: '乙', wanted: '丙' }],
  },
};

it('a form is saved on what it was opened on, and after a conflict on what it was shown', async () => {
  const { send } = useBase<Sample>(() => ({ name: '甲', year: 2026 }));
  const sent: (Sample | null)[] = [];
  const call = (reply: Result<void>) => (before: Sample | null) => {
    sent.push(before);
    return Promise.resolve(reply);
  };
  await send(call(clientFault('client.no-reply')));
  await send(call(refusal));
  await send(call({ ok: true, data: undefined }));
  expect(sent).toEqual([
    { name: '甲', year: 2026 },
    { name: '甲', year: 2026 },
    { name: '乙', year: 2026 },
  ]);
});
