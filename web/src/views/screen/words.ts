/** What people in the last row copy from the screen. */

/** `http://192.168.1.5:8080/join/123456` -> `192.168.1.5:8080`: short enough to type; the PIN stands beside it. */
export function shortAddress(joinUrl: string): string {
  const secure = joinUrl.startsWith('https://');
  const rest = joinUrl
    .replace(/^https?:\/\//, '')
    .replace(/\/join\/\d+\/?$/, '')
    .replace(/\/$/, '');
  return secure ? `https://${rest}` : rest;
}

/** `123456` -> `123 456`, with a no-break space. */
export const spacedPin = (pin: string): string => pin.replace(/^(\d{3})(\d{3})$/, '$1\u00a0$2');
