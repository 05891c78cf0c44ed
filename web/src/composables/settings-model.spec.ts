import { describe, expect, it } from '@jest/globals';
import { DEFAULTS, parseSettings } from './settings-model.js';

describe('stored settings', () => {
  it('survive a round trip', () => {
    const own = {
      ...DEFAULTS,
      typePercent: 300,
      theme: 'contrast' as const,
      scanning: { ...DEFAULTS.scanning, on: true, selectKeys: ['click' as const] },
    };
    expect(parseSettings(JSON.parse(JSON.stringify(own)))).toEqual(own);
  });

  it.each([undefined, null, 7, 'x', [], {}])('are the defaults out of %j', (stored) => {
    expect(parseSettings(stored)).toEqual(DEFAULTS);
  });

  it('are mended where a value is out of range', () => {
    const mended = parseSettings({
      typePercent: 1000,
      readAloudRate: 9,
      scanning: { intervalSeconds: 0.1, loops: 99, selectKeys: [] },
    });
    expect(mended.typePercent).toBe(100);
    expect(mended.readAloudRate).toBe(2);
    expect(mended.scanning).toMatchObject({
      intervalSeconds: 0.6,
      loops: 10,
      selectKeys: DEFAULTS.scanning.selectKeys,
    });
  });

  it('are off where they could surprise: shortcuts, speech, scanning', () => {
    expect(DEFAULTS).toMatchObject({ shortcuts: false, readAloudAuto: false });
    expect(DEFAULTS.scanning.on).toBe(false);
  });
});
