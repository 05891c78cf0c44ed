import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

function block(selector: string): Record<string, string> {
  const start = css.indexOf(`${selector} {`);
  if (start < 0) throw new Error(`${selector} is not in tokens.css`);
  const body = css.slice(start, css.indexOf('\n}', start));
  return Object.fromEntries(
    [...body.matchAll(/--color-([\w-]+):\s*(#[0-9a-f]{6})/g)].map((match) => [match[1], match[2]]),
  );
}
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
/** WCAG contrast ratio. */
function contrast(one: string, other: string): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

const light = block(':root');
const themes = {
  light,
  dark: { ...light, ...block(":root[data-theme='dark']") },
  contrast: { ...light, ...block(":root[data-theme='contrast']") },
};

const SURFACES = ['page', 'paper', 'sunken'];
const TEXT: readonly (readonly [string, readonly string[]])[] = [
  ['ink', [...SURFACES, 'accent-soft', 'right-soft', 'neutral-soft', 'wrong-soft', 'warn-soft', 'gold-soft']],
  ['ink-soft', SURFACES],
  ['ink-faint', SURFACES],
  ['accent', [...SURFACES, 'accent-soft']],
  ['accent-strong', SURFACES],
  ['on-accent', ['accent', 'accent-strong']],
  ['right', [...SURFACES, 'right-soft']],
  ['neutral', ['paper', 'page', 'neutral-soft']],
  ['wrong', ['paper', 'page', 'wrong-soft']],
  ['warn', ['paper', 'page', 'warn-soft']],
  ['gold', ['paper', 'page', 'gold-soft']],
  ['disabled', [...SURFACES, 'disabled-fill']],
];
const EDGES: readonly (readonly [string, readonly string[]])[] = [
  ['edge', SURFACES],
  ['accent', SURFACES],
  ['right', ['paper', 'right-soft']],
  ['focus', [...SURFACES, 'accent-soft']],
];
const pairs = (list: typeof TEXT) => list.flatMap(([front, backs]) => backs.map((back) => [front, back] as const));

describe.each(Object.entries(themes))('theme %s', (_name, colours) => {
  it.each(pairs(TEXT))('text %s on %s keeps 7:1', (front, back) => {
    expect(contrast(colours[front] ?? '', colours[back] ?? '')).toBeGreaterThanOrEqual(7);
  });

  it.each(pairs(EDGES))('edge %s on %s keeps 3:1', (front, back) => {
    expect(contrast(colours[front] ?? '', colours[back] ?? '')).toBeGreaterThanOrEqual(3);
  });
});
