/** Whether a masked name on a board may be the reader's own: 张*明, 欧阳**, A***; a number after it tells namesakes apart. */
export function couldBe(masked: string, name: string): boolean {
  const shown = [...masked.replace(/\s*[（(]?\d+[）)]?$/u, '')];
  const own = [...name.trim()];
  const first = shown[0];
  const last = shown[shown.length - 1];
  if (first === undefined || own.length === 0 || first.toLowerCase() !== own[0]?.toLowerCase()) return false;
  return last === '*' || last === own[own.length - 1];
}
