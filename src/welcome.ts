import type { INestApplication } from '@nestjs/common';
import { toString as qrText } from 'qrcode';

import { LiveService } from './contest/live.service.js';
import { SetupService } from './identity/setup.service.js';
import { ServerAddresses } from './platform/http/server-addresses.js';

/** What the person who started the server needs to know, in its window. */
export async function printWelcome(app: INestApplication): Promise<void> {
  const addresses = app.get(ServerAddresses);
  const base = addresses.preferred();
  const token = app.get(SetupService).pendingToken;
  const demo = await app.get(LiveService).demonstration();
  const join = demo ? addresses.joinUrl(demo.pin) : `${base}/`;
  const lines = [
    '',
    '学赛 Xuesai 已启动 is running',
    '',
    `  参赛者入口 Join            ${join}`,
    ...(demo ? [`  示例竞赛码 Demo PIN        ${demo.pin}`] : []),
    `  主持人     Host            ${base}/host`,
    ...(demo ? [`  大屏       Screen          ${base}/screen/${demo.id}?key=${demo.screenKey}`] : []),
    `  管理       Administration  ${base}/admin`,
    ...addresses
      .all()
      .slice(1)
      .map((address) => `  其他地址   Also at         ${address}`),
    ...(token === null
      ? []
      : [
          '',
          `  首次使用：用一次性设置码创建管理员 First run: create the administrator`,
          `  ${base}/setup?token=${token}`,
        ]),
    '',
  ];
  process.stdout.write(
    `${lines.join('\n')}\n${await qrText(join, process.stdout.isTTY ? { type: 'terminal', small: true } : { type: 'utf8' })}\n`,
  );
}
