/** npm run setup:browser: finds Chromium for the browser ring, or installs Debian's where that is allowed. */
import { spawnSync } from 'node:child_process';
import { findChromium } from './lib/find-chromium.mjs';

const has = (command) => spawnSync('sh', ['-c', `command -v ${command}`], { stdio: 'ignore' }).status === 0;
const run = (command) => spawnSync('sh', ['-c', command], { stdio: ['ignore', 2, 2] }).status === 0;

function lacksChineseFont() {
  const list = spawnSync('fc-list', [':lang=zh', 'family'], { encoding: 'utf8' });
  return list.status === 0 && list.stdout.trim() === '';
}

if (process.env.CHROMIUM_PATH && !findChromium()) {
  console.error(`CHROMIUM_PATH is set to ${process.env.CHROMIUM_PATH}, which cannot be run. Correct or unset it.`);
  process.exit(1);
}

const packages = [
  ...(findChromium() ? [] : ['chromium']),
  ...(!findChromium() || lacksChineseFont() ? ['fonts-noto-cjk'] : []),
];
if (packages.length > 0) {
  const root = process.getuid?.() === 0;
  const prefix = root ? '' : 'sudo -n ';
  const command = `${prefix}apt-get update -q && ${prefix}env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends ${packages.join(' ')}`;
  const may = has('apt-get') && (root || run('sudo -n true 2>/dev/null'));
  if (may) {
    console.error(`Installing ${packages.join(' and ')} …`);
    run(command);
  }
  if (!findChromium()) {
    console.error(
      has('apt-get')
        ? `No Chromium found. Install it with:  sudo apt-get update && sudo apt-get install -y ${packages.join(' ')}`
        : 'No Chromium found. Install Chromium or Chrome and set CHROMIUM_PATH to its executable.',
    );
    process.exit(1);
  }
  if (lacksChineseFont())
    console.error('No Chinese font found: pages work, but screenshots will show empty boxes. Install fonts-noto-cjk.');
}
console.log(`Chromium: ${findChromium()}`);
