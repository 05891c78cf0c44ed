import { describe, expect, it } from '@jest/globals';
import { computed, nextTick, ref } from 'vue';
import type { DeviceDraft } from './device-draft.js';
import { changesOf } from './entry-fields.js';
import type { Fields } from './entry-fields.js';
import { useDeviceDraft } from './use-device-draft.js';

/** A form that began with a day and nothing else. */
function form(version: number, kept: Record<string, DeviceDraft> = {}) {
  const shelf = new Map(Object.entries(kept));
  const base: Fields = new Map([['onDate', '2026-01-05']]);
  const fields = ref<Fields>(base);
  const id = ref('e1');
  const device = useDeviceDraft(
    { keep: (at, draft) => void shelf.set(at, draft), kept: (at) => shelf.get(at) ?? null, drop: (at) => void shelf.delete(at) }, // prettier-ignore
    {
      id: () => id.value,
      fields: computed(() => fields.value),
      changes: computed(() => changesOf(base, fields.value)),
      version: ref(version),
      unitId: ref('u'),
      personId: ref(null),
    },
  );
  const type = async (title: string): Promise<void> => {
    fields.value = title === '' ? base : new Map([...base, ['title', title]]);
    await nextTick();
  };
  const changes = (at: string) => (shelf.has(at) ? Object.fromEntries(shelf.get(at)?.changes ?? []) : null);
  return { device, id, type, changes };
}

describe('what is typed', () => {
  it('lies on the device until it is saved or taken back', async () => {
    const { device, type, changes } = form(3);
    await type('示例：还没有看设备');
    expect(changes('e1')).toBeNull();
    device.look();
    expect(changes('e1')).toEqual({ title: '示例：还没有看设备' });
    await type('示例');
    expect(changes('e1')).toEqual({ title: '示例' });
    await type('');
    expect(changes('e1')).toBeNull();
  });

  it('of a new entry lies there with its day, which on another day would be another', async () => {
    const { device, type, changes } = form(0);
    device.look();
    await type('示例');
    expect(changes('e1')).toEqual({ onDate: '2026-01-05', title: '示例' });
  });

  it('is never written over what was found and not looked at', async () => {
    const found = { keptAt: 1, version: 2, unitId: 'u', personId: null, changes: new Map([['title', '示例：以前的']]) };
    const { device, type, changes } = form(3, { e1: found });
    device.look();
    await type('示例：现在的');
    expect([device.found.value, changes('e1')]).toEqual([found, { title: '示例：以前的' }]);
  });

  it('and did not get through with the rest moves with the entry to its own address', async () => {
    const { device, id, type, changes } = form(1);
    device.look();
    await type('示例');
    device.forget();
    device.rest();
    id.value = 'e2';
    device.look();
    expect([changes('e1'), changes('e2')]).toEqual([null, { title: '示例' }]);
  });
});
