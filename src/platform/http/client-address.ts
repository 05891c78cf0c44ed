import type { IncomingMessage } from 'node:http';

import { Injectable } from '@nestjs/common';
import proxyAddr from 'proxy-addr';

import { AppConfig } from '../config/app-config.js';

/** The address of whoever is behind a request, through the proxies that TRUST_PROXY names and no others. */
@Injectable()
export class ClientAddress {
  private readonly trusted: (address: string, hop: number) => boolean;

  constructor({ trustProxy }: AppConfig) {
    if (trustProxy === false) this.trusted = () => false;
    else if (typeof trustProxy === 'number') this.trusted = (_address, hop) => hop < trustProxy;
    else this.trusted = proxyAddr.compile([...trustProxy]);
  }

  /** As Express's `request.ip`, also for the handshake of a socket. */
  of(request: IncomingMessage): string {
    return proxyAddr(request, this.trusted);
  }
}
