/**
 * The field to which a path in a refusal's details belongs (`rounds.1.draw.0.count`), or null where the form has none.
 * @param warmUpRounds how many rounds were sent ahead of those in the form
 */
export function fieldIdOf(path: string, warmUpRounds: number): string | null {
  const parts = path.replace(/\[(\d+)\]/g, '.$1').split('.');
  const [area, index, field, line] = parts;
  if (area === 'title') return 'contest-title';
  if (area === 'branches') return 'contest-branches';
  if (area === 'settings') return index === 'branchFormula' ? 'settings-formula' : null;
  if (area !== 'rounds' || index === undefined) return null;
  const round = Number(index) - warmUpRounds;
  if (!(round >= 0)) return null;
  return field === 'draw' ? `round-${round}-line-${Number(line ?? 0)}-count` : `round-${round}-title`;
}
