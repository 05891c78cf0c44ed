import { IdentityModule } from '../../src/identity/identity.module.js';
import { SetupService } from '../../src/identity/setup.service.js';
import { startApp, type RunningApp } from './app.js';
import { ManualClock } from './manual-clock.js';
import { newOperator } from './operators.js';
import { RestClient, type RestAnswer } from './rest-client.js';

export const MINUTE = 60_000;
export const PASSWORD = 'orbit lantern gravel mint';
export const ADMINISTRATOR = { login: 'Shili.Admin', displayName: '示例管理员', password: PASSWORD };
export const HOST = {
  login: 'shili.host',
  displayName: '示例主持人',
  roles: ['organiser', 'host', 'scorekeeper'],
  password: PASSWORD,
} as const;

/** A server with nothing but operators, on a clock that stands still. */
export class IdentityServer {
  private constructor(
    readonly running: RunningApp,
    readonly clock: ManualClock,
  ) {}

  static async start(env: Readonly<Record<string, string>> = {}): Promise<IdentityServer> {
    const clock = new ManualClock();
    const running = await startApp({ modules: [IdentityModule], clock, env: { TRUST_PROXY: '1', ...env } });
    return new IdentityServer(running, clock);
  }

  get setupToken(): string {
    return this.running.app.get(SetupService).pendingToken ?? '';
  }

  client(address?: string): RestClient {
    return new RestClient(this.running.url, address);
  }

  /** The first administrator, signed in. */
  async administrator(): Promise<RestClient> {
    const client = this.client();
    await must(client.keepSession(client.post('/api/setup', { token: this.setupToken, ...ADMINISTRATOR })));
    return client;
  }

  async signedInHost(administrator: RestClient, address?: string): Promise<RestClient> {
    await newOperator(administrator, HOST);
    const client = this.client(address);
    await must(client.signIn(HOST.login, PASSWORD));
    return client;
  }
}

async function must(pending: Promise<RestAnswer>): Promise<void> {
  const { code } = await pending;
  if (code !== null) throw new Error(`refused: ${code}`);
}
