/** @param {number[]} values @param {number} share between 0 and 1 */
export function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
}

export const round = (value, digits = 1) => Math.round(value * 10 ** digits) / 10 ** digits;

/** @param {number[]} ms */
export const spread = (ms) => ({ p50: round(percentile(ms, 0.5)), p99: round(percentile(ms, 0.99)) });

export function table(figures) {
  const { bare } = figures;
  const line = (name, ours, other = '') =>
    `${name.padEnd(34)}${String(ours).padStart(12)}${String(other).padStart(14)}`;
  const pair = ({ p50, p99 }) => `${p50} / ${p99}`;
  return [
    line(`${figures.participants} participants`, 'server', 'bare'),
    line('joins per second', figures.join.perSecond),
    line('push p50 / p99, ms', pair(figures.push), pair(bare.push)),
    line('ack p50 / p99, ms (durable)', pair(figures.ack), pair(bare.ack)),
    line('own result p50 / p99, ms', pair(figures.result)),
    line('CPU of the burst, s', figures.cpuSeconds),
    line('memory per participant, KB', figures.kbPerParticipant),
    line('acknowledged and lost', figures.lost),
    line('stored twice', figures.duplicated),
  ].join('\n');
}
