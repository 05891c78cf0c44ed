import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';

import { IdentityModule } from '../../src/identity/identity.module.js';
import { SetupService } from '../../src/identity/setup.service.js';
import type { BankItemDetail, BankItemPage, BankOverview, ImportReport } from '../../src/protocol/question-bank.js';
import { zipFiles } from '../../src/question-bank/files/zip.js';
import { QuestionBankModule } from '../../src/question-bank/question-bank.module.js';
import { startApp, type RunningApp } from '../support/app.js';
import { runBank } from '../support/bank-terminal.js';
import { ADMINISTRATOR } from '../support/identity-server.js';
import { RestClient } from '../support/rest-client.js';
import { postFile } from '../support/upload.js';
import { databaseEnv } from '../support/ring-database.js';

const item = (id: string, image: string) =>
  `<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="${id}" title="示例" adaptive="false" timeDependent="false">
    <responseDeclaration identifier="R" cardinality="single" baseType="identifier"><correctResponse><value>b</value></correctResponse></responseDeclaration>
    <itemBody><choiceInteraction responseIdentifier="R" maxChoices="1"><prompt>示例：图上是什么？${image}</prompt>
      <simpleChoice identifier="a">示例甲</simpleChoice><simpleChoice identifier="b">示例乙</simpleChoice></choiceInteraction></itemBody>
  </assessmentItem>`;

async function packageOfTwo(): Promise<Uint8Array> {
  const picture = (background: string) =>
    sharp({ create: { width: 8, height: 6, channels: 3, background } })
      .png()
      .toBuffer();
  const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
  return zipFiles(
    new Map([
      ['items/1.xml', utf8(item('sample-1', '<img src="../media/red.png" alt="示例红图"/>'))],
      ['items/2.xml', utf8(item('sample-2', '<img src="../media/blue.png"/>'))],
      ['media/red.png', await picture('#f00')],
      ['media/blue.png', await picture('#00f')],
    ]),
  );
}

describe('a package with pictures', () => {
  let running: RunningApp;
  let admin: RestClient;

  beforeEach(async () => {
    running = await startApp({
      modules: [IdentityModule, QuestionBankModule],
      env: { QUESTION_BANKS_DIR: 'test/nowhere' },
    });
    admin = new RestClient(running.url);
    const token = running.app.get(SetupService).pendingToken;
    await admin.keepSession(admin.post('/api/setup', { token, ...ADMINISTRATOR }));
  });
  afterEach(() => running.close());

  const keptFiles = () => readdir(join(running.dataDir, 'media')).catch(() => []);
  const itemsOf = async () => {
    const [bank] = (await admin.get('/api/question-banks/overview')).body as BankOverview[];
    const path = `/api/question-banks/${bank!.id}/items`;
    const { items } = (await admin.get(path)).body as BankItemPage;
    return Promise.all(items.map(async ({ id }) => (await admin.get(`${path}/${id}`)).body as BankItemDetail));
  };

  it('keeps nothing when it is looked at, and each picture with its item when it is loaded', async () => {
    const looked = await postFile(admin, '/api/question-banks/import?dryRun=true', { bytes: await packageOfTwo() });
    const report = looked.body as ImportReport;
    expect(report).toMatchObject({ format: 'qti-2.1', read: 2, accepted: 2, rejected: [] });
    expect(report.warnings.map(({ code, place }) => [code, place.item])).toEqual([['media.missing', 'sample-2']]);
    expect(await keptFiles()).toEqual([]);

    const loaded = await admin.post(`/api/question-banks/imports/${report.importId}/load`, { mode: 'all-or-nothing' });
    expect(loaded.body).toMatchObject({ batch: { loaded: 2 } });
    expect(await keptFiles()).toHaveLength(2);
    const media = (await itemsOf()).map((one) => one.item.media?.[0]);
    expect(media.map((one) => one?.alt)).toEqual(['示例红图', undefined]);
    expect(media.map((one) => one?.file).sort()).toEqual((await keptFiles()).sort());
  });

  it('is kept by the command line too', async () => {
    const path = join(running.dataDir, '示例.zip');
    await writeFile(path, await packageOfTwo());
    const { code } = await runBank(['import', path, '--json'], {
      env: { DATA_DIR: running.dataDir, ...(await databaseEnv(running.dataDir)) },
    });
    expect(code).toBe(0);
    expect(await keptFiles()).toHaveLength(2);
    expect(await itemsOf()).toHaveLength(2);
  });
});
