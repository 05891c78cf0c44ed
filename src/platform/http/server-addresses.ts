import { networkInterfaces } from 'node:os';

import { Injectable } from '@nestjs/common';

import { AppConfig } from '../config/app-config.js';

/** Cards of containers and virtual machines: phones in the hall cannot reach them, so they come last. */
const VIRTUAL = /^(docker|br-|veth|virbr|vmnet|vboxnet|tun|tap|zt|wg)/;

/** Under which addresses phones may reach this server. */
@Injectable()
export class ServerAddresses {
  /** Set once the server listens; with port 0 the system chooses. */
  private port: number;

  constructor(private readonly config: AppConfig) {
    this.port = config.port;
  }

  listensOn(port: number): void {
    this.port = port;
  }

  /** Base addresses without a slash at the end; the first is the preferred one. Never empty. */
  all(): readonly string[] {
    const { publicUrl, tls } = this.config;
    const scheme = tls ? 'https' : 'http';
    const suffix = this.port === (tls ? 443 : 80) ? '' : `:${this.port}`;
    const found = Object.entries(networkInterfaces())
      .flatMap(([name, cards]) => (cards ?? []).map((card) => ({ name, card })))
      .filter(({ card }) => card.family === 'IPv4' && !card.internal && !card.address.startsWith('169.254.'))
      .sort((one, other) => Number(VIRTUAL.test(one.name)) - Number(VIRTUAL.test(other.name)))
      .map(({ card }) => `${scheme}://${card.address}${suffix}`);
    const own = [...new Set(found), `${scheme}://localhost${suffix}`];
    return publicUrl ? [publicUrl, ...own.filter((address) => address !== publicUrl)] : own;
  }

  preferred(): string {
    return this.all()[0] as string;
  }

  joinUrl(pin: string): string {
    return `${this.preferred()}/join/${pin}`;
  }
}
