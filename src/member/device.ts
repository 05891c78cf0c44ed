import type { MemberDevice } from '../protocol/member.js';

/** By which somebody tells their own browsers apart. What else a browser says of itself is not kept. */
export function deviceOf(userAgent: string | undefined): MemberDevice {
  const said = userAgent ?? '';
  if (/iPad|Tablet|Android(?!.*Mobile)/u.test(said)) return 'tablet';
  return /Mobile|iPhone|HarmonyOS/u.test(said) ? 'phone' : 'computer';
}
