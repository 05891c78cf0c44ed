import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import type { ReadBankItem } from '../../src/core/question-bank/formats/reading.js';
import type {
  BankItemDetail,
  BankItemPage,
  ImportBatch,
  StatusReport,
  UndoReport,
} from '../../src/protocol/question-bank.js';
import { BANKS, BankServer, detailsOf, ITEM, OTHER } from '../support/bank-server.js';
import { bodyOf } from '../support/contest-stage.js';
import { TRUE_FALSE } from '../support/sample-banks.js';

describe('the status of bank items over REST', () => {
  let server: BankServer;

  beforeAll(async () => {
    server = await BankServer.start();
  });
  afterAll(() => server.close());
  beforeEach(() => server.newBank());

  it('refuse to publish while words for those who cannot see or hear are missing', async () => {
    const picture = { kind: 'image', file: await server.keep('png') };
    const film = { kind: 'sign-video', file: await server.keep('mp4') };
    const { id } = await server.create({ ...ITEM, media: [picture, film] });
    await bodyOf(server.setStatus({ itemIds: [id], status: 'reviewed' }));
    const answer = await server.setStatus({ itemIds: [id], status: 'published' });
    expect([answer.status, answer.code]).toEqual([422, 'bank.status-refused']);
    expect(detailsOf(answer)[0]?.message).toMatch(/替代文字.*字幕/u);
    const media = [
      { ...picture, alt: '示例图片' },
      { ...film, captions: await server.keep('vtt') },
    ];
    await bodyOf(server.edit(id, { item: { ...ITEM, media }, revision: 1 }));
    await server.publish(id);
    const detail = await bodyOf<BankItemDetail>(server.administrator.get(server.items(`/${id}`)));
    expect(detail).toMatchObject({ status: 'published', warnings: [], item: { media } });
  });

  it('refuse media that are not kept, or are something else than what they are used for', async () => {
    const [png, mp4] = [await server.keep('png'), await server.keep('mp4')];
    const media = [
      { kind: 'image', file: `${'0'.repeat(64)}.png`, alt: '示例' },
      { kind: 'sign-video', file: mp4, captions: png },
    ];
    const choices = ITEM.choices.map((choice, index) =>
      index === 1 ? { ...choice, media: [{ kind: 'audio', file: mp4 }] } : choice,
    );
    const answer = await server.administrator.post(server.items(), { item: { ...ITEM, media, choices } });
    expect(answer.status).toBe(422);
    expect(detailsOf(answer)).toEqual([
      { path: 'item.media.0.file', message: expect.stringContaining('不在这台服务器上') },
      { path: 'item.media.1.captions', message: expect.stringContaining('类型') },
      { path: 'item.choices.1.media.0.file', message: expect.stringContaining('类型') },
    ]);
    // A file may be missing of what an import brought: then it is not published.
    await server.load([{ ...ITEM, id: 'sb-900', media: media.slice(0, 1) } as ReadBankItem]);
    const [row] = (await bodyOf<BankItemPage>(server.administrator.get(server.items('?text=sb-900')))).items;
    await bodyOf(server.setStatus({ itemIds: [row?.id], status: 'reviewed' }));
    const refused = await server.setStatus({ itemIds: [row?.id], status: 'published' });
    expect(detailsOf(refused)).toEqual([{ path: 'sb-900', message: expect.stringContaining('不在这台服务器上') }]);
  });

  it('change the status of all of an import, and undo it', async () => {
    const { id: _id, correctResponse: _key, ...keyless } = TRUE_FALSE;
    const { batch } = await server.load([ITEM, OTHER, keyless]);
    const change = (status: string) =>
      bodyOf<StatusReport>(server.setStatus({ batchId: batch?.id, status, note: '示例说明' }));
    expect(await change('reviewed')).toEqual({ changed: 3, refused: [] });
    expect(await change('published')).toMatchObject({
      changed: 2,
      refused: [{ itemKey: expect.any(String), message: expect.stringContaining('正确答案') }],
    });
    const skipped = await server.setStatus({ batchId: batch?.id, status: 'draft' });
    expect(skipped.status).toBe(200);
    expect(await bodyOf<ImportBatch[]>(server.host.get(`${BANKS}/${server.bank.id}/imports`))).toMatchObject([
      { id: batch?.id, fileName: '示例.xlsx', by: null, loaded: 3, undoneAt: null },
    ]);
    const undo = () => server.administrator.post(`${BANKS}/imports/${batch?.id}/undo`, undefined);
    const report = await bodyOf<UndoReport>(undo());
    expect(report.withdrawn).toBe(1);
    expect(report.kept).toHaveLength(2);
    expect((await undo()).code).toBe('bank.import-undone');
    expect((await bodyOf<BankItemPage>(server.host.get(server.items()))).total).toBe(2);
  });
});
