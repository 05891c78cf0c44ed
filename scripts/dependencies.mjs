/**
 * npm run dependencies: known weaknesses of what the server runs on, by the registry's list. Ends with 1 where one of
 * high or critical severity is found, and says so where the registry keeps no list: then nothing was checked.
 */
import { spawnSync } from 'node:child_process';

const asked = spawnSync('npm', ['audit', '--omit=dev', '--audit-level=high', '--json'], {
  encoding: 'utf8',
  maxBuffer: 64 * 1024 * 1024,
  shell: process.platform === 'win32',
});
const report = reportIn(asked.stdout);

if (report?.metadata?.vulnerabilities === undefined) {
  const why = report?.message ?? asked.error?.message ?? asked.stderr.trim().split('\n')[0];
  console.log(`Dependencies: DID NOT RUN, the registry answered no list of weaknesses (${why || 'no answer'}).`);
} else {
  const { low = 0, moderate = 0, high = 0, critical = 0 } = report.metadata.vulnerabilities;
  const grave = Object.values(report.vulnerabilities ?? {}).filter(({ severity }) =>
    /^(high|critical)$/.test(severity),
  );
  for (const { name, severity, range } of grave) console.log(`  ${severity}: ${name} ${range}`);
  console.log(`Dependencies: ${critical} critical, ${high} high, ${moderate} moderate, ${low} low.`);
  process.exitCode = grave.length > 0 ? 1 : 0;
}

function reportIn(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
