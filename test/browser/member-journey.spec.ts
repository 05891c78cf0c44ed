/** A member's way: the link on the card, by keyboard with a code pasted, out again, and where else one has entered. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';

import type { StudyCodeInfo } from '../../src/protocol/member.js';
import { BrowserStage, JOURNEY_MS } from '../support/browser.js';
import { codesOf } from '../support/member-desk.js';
import { OrganisationDesk, SAMPLE_ROSTER } from '../support/organisation-desk.js';

let stage: BrowserStage;
let codes: readonly StudyCodeInfo[];
let phone: Page;

beforeAll(async () => {
  stage = await BrowserStage.start({ DEMO: 'false' });
  const desk = new OrganisationDesk(await stage.server.administrator());
  await desk.load(SAMPLE_ROSTER);
  codes = await codesOf(desk, '示例甲局 第一支部');
}, JOURNEY_MS);
afterAll(() => stage?.close());

describe('a member', () => {
  it(
    'is in by the link of the card alone, and the address keeps no code',
    async () => {
      phone = await stage.page(`/study/enter#${codes[0]?.code ?? ''}`);
      await phone.getByText(/^示例甲，您好/).waitFor();
      expect(new URL(phone.url()).pathname + new URL(phone.url()).hash).toBe('/study');
      await phone.goBack();
      expect(phone.url()).not.toContain(codes[0]?.code);
    },
    JOURNEY_MS,
  );

  it(
    'types or pastes the code in groups by keyboard, is told what is wrong with another, and comes to the page asked for',
    async () => {
      stage.allow(/status of 40[14]/);
      const page = await stage.page('/study/own-data');
      await page.getByText('您还没有进入').waitFor();
      await page.getByRole('link', { name: '进入我的学习' }).focus();
      await page.keyboard.press('Enter');
      const field = page.getByLabel('学习码');
      await field.focus();
      await page.keyboard.insertText('3333 3333 3333');
      await page.keyboard.press('Enter');
      await page.getByText('学习码不正确或已更换').first().waitFor();
      await page.locator('[role=alert]:focus').waitFor();
      await field.fill('');
      await field.focus();
      await page.keyboard.insertText((codes[0]?.code ?? '').toLowerCase().replace(/(.{4})/g, '$1-'));
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: '我的数据' }).waitFor();
      await page.getByText('（这台设备）').waitFor();
      await page.getByRole('button', { name: /^让电脑.*退出$/ }).focus();
      await page.keyboard.press('Enter');
      await page.locator('#sessions-heading:focus').waitFor();
      await phone.goto('/study');
      await phone.getByText('您还没有进入').waitFor();
      stage.expectQuiet();
    },
    JOURNEY_MS,
  );
});
