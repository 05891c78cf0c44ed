/** The measurable part of the accessibility checklist (docs/accessibility.md), run over one rendered page. */
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { BrowserContext, Page } from 'playwright-core';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const SCRIPTS = ['page-audit.js', 'page-walk.js'].map((file) => fileURLToPath(new URL(file, import.meta.url)));

export const THEMES = ['light', 'dark', 'contrast'] as const;
type Theme = (typeof THEMES)[number];
export interface Size {
  readonly width: number;
  readonly height: number;
}
export interface AuditPlan {
  readonly sizes: readonly Size[];
  /** Readers may widen the spacing of its text: true of all but the projector, which has none of their own. */
  readonly ownSpacing: boolean;
}
/** A Tab walk that has not come back by then is taken for a trap. */
const MOST_STOPS = 400;

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** Off by default in axe, or only among its best practices. */
const MORE_RULES = [
  'target-size',
  'color-contrast-enhanced',
  'region',
  'landmark-one-main',
  'page-has-heading-one',
  'heading-order',
  'scope-attr-valid',
  'no-autoplay-audio',
  'autocomplete-valid',
];
const AXE_RUN = `axe.run(document, ${JSON.stringify({
  runOnly: { type: 'tag', values: TAGS },
  rules: Object.fromEntries(MORE_RULES.map((rule) => [rule, { enabled: true }])),
  resultTypes: ['violations'],
})})`;
const CONTRAST_RUN = `axe.run(document, ${JSON.stringify({
  runOnly: { type: 'rule', values: ['color-contrast-enhanced'] },
  resultTypes: ['violations'],
})})`;

interface AxeResults {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary?: string }[];
  }[];
}

/** Every page of the context can be measured from then on. */
export async function makeAuditable(context: BrowserContext): Promise<void> {
  await context.addInitScript({ path: AXE });
  for (const path of SCRIPTS) await context.addInitScript({ path });
}

/** A function of page-audit.js or page-walk.js. */
export const measure = <T = readonly string[]>(page: Page, call: string): Promise<T> =>
  page.evaluate<T>(`audit.${call}`);

async function axe(page: Page, run: string): Promise<string[]> {
  const { violations } = await page.evaluate<AxeResults>(run);
  return violations.flatMap(({ id, nodes }) =>
    nodes.slice(0, 4).map(({ target, failureSummary }) => `axe ${id} at ${target.join(' ')}: ${failureSummary ?? ''}`),
  );
}

/** Item 2, in each theme; the page is left in the first. */
async function contrastInThemes(page: Page): Promise<string[]> {
  const faults: string[] = [];
  for (const theme of ['dark', 'contrast'] as const) {
    await measure(page, `theme('${theme}')`);
    faults.push(...mark(`2 ${theme}`, await axe(page, CONTRAST_RUN)));
  }
  await measure(page, `theme('light')`);
  return faults;
}

/** Items 7 to 9 and the absence of a trap (6): every Tab stop from the top of the page to its end. */
export async function walk(page: Page): Promise<string[]> {
  await measure(page, 'startWalk()');
  const faults: string[] = [];
  for (let count = 0; count < MOST_STOPS; count += 1) {
    await page.keyboard.press('Tab');
    const step = await measure<{ done: boolean; faults: readonly string[] }>(page, 'stop()');
    faults.push(...step.faults);
    if (step.done) return [...faults, ...(await measure(page, 'order()'))];
  }
  return [...faults, `no end after ${MOST_STOPS} presses of Tab`];
}

const mark = (item: string, faults: readonly string[]): string[] => faults.map((fault) => `[${item}] ${fault}`);

/** At one size: axe, targets, reflow, the walk. */
async function auditSize(page: Page, size: Size, theme: Theme): Promise<string[]> {
  const where = `${size.width}x${size.height}`;
  await page.setViewportSize(size);
  await measure(page, `theme('${theme}')`);
  return [
    ...mark(`1-4 ${where}`, await axe(page, AXE_RUN)),
    ...mark(`10 ${where}`, await measure(page, 'targets()')),
    ...mark(`11 ${where}`, await measure(page, 'reflow()')),
    ...mark(`12 ${where}`, await measure(page, 'clipped()')),
    ...mark(`6-9 ${where}`, await walk(page)),
  ];
}

/** Items 11 and 12 with what readers may change. */
async function auditEnlarged(page: Page, ownSpacing: boolean): Promise<string[]> {
  const faults: string[] = [];
  await page.setViewportSize({ width: 320, height: 256 });
  await measure(page, 'settled()');
  faults.push(...mark('11 at 400 % zoom', await measure(page, 'reflow()')));
  await page.setViewportSize({ width: 1280, height: 720 });
  await measure(page, 'type(400)');
  faults.push(...mark('11 at 400 % type', await measure(page, 'reflow()')));
  await measure(page, 'type(200)');
  if (ownSpacing) await measure(page, 'space(true)');
  faults.push(...mark('12 enlarged', [...(await measure(page, 'clipped()')), ...(await measure(page, 'reflow()'))]));
  await measure(page, 'space(false)');
  await measure(page, 'type(100)');
  return faults;
}

/** Item 29, under the system's forced colours. */
async function auditForcedColours(page: Page): Promise<string[]> {
  await page.emulateMedia({ forcedColors: 'active' });
  const faults = mark('29', await measure(page, 'edges()'));
  await page.emulateMedia({ forcedColors: null });
  return faults;
}

/** Every fault of the page as it stands, in a browser that asks for reduced motion; each with the number of its item; none when all is well. */
export async function audit(page: Page, { sizes, ownSpacing }: AuditPlan): Promise<string[]> {
  const faults = [
    ...mark('3-4', await measure(page, 'outline()')),
    ...mark('30', await measure(page, 'motion()')),
    ...mark('31', await measure(page, 'media()')),
    ...mark('36', await measure(page, 'tables()')),
  ];
  for (const [index, size] of sizes.entries())
    faults.push(...(await auditSize(page, size, THEMES[index % THEMES.length] ?? 'light')));
  faults.push(
    ...(await contrastInThemes(page)),
    ...(await auditEnlarged(page, ownSpacing)),
    ...(await auditForcedColours(page)),
  );
  return [...new Set(faults)];
}
