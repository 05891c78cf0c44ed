import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';

import type { PasswordPolicy, SecondFactorPolicy } from '../../core/access/password-policy.js';
import type { DatabaseSettings } from '../database/data-source.js';
import { Environment } from './environment.js';

/** The environment is wrong; the message has one sentence for each variable, Chinese and English. */
export class ConfigError extends Error {
  constructor(readonly sentences: readonly string[]) {
    super(sentences.join('\n'));
    this.name = 'ConfigError';
  }
}

/** The configuration of the server, checked. Each variable is described in docs/operations.md. */
export class AppConfig {
  /** 0 = any free port (tests). */
  readonly port: number;
  readonly host: string;
  /** Absolute. */
  readonly dataDir: string;
  /** Without a slash at the end; null = the addresses of this machine. */
  readonly publicUrl: string | null;
  readonly mode: 'LAN' | 'TLS';
  /** Paths of the certificate and its key; null in LAN mode or behind a proxy that ends TLS. */
  readonly tls: { readonly certFile: string; readonly keyFile: string } | null;
  /** In TLS mode browsers keep to HTTPS for names below this one too. */
  readonly hstsSubdomains: boolean;
  /** The organisation's provider of sign-ins; null where none is set. */
  readonly oidc: { readonly issuer: string; readonly clientId: string; readonly clientSecretFile: string } | null;
  /** The outside store to which learning records are sent, its address without a slash at the end; null: none is. */
  readonly lrs: { readonly url: string; readonly key: string; readonly secret: string } | null;
  /** As Express takes it for `trust proxy`. */
  readonly trustProxy: false | number | readonly string[];
  readonly database: DatabaseSettings;
  /** One of several nodes over PostgreSQL and Redis; null: this process alone. */
  readonly scaled: { readonly redisUrl: string; readonly nodeName: string } | null;
  /** How far the clock of a node may be from that of the database before the node says that it is not ready. */
  readonly clockLimitMs: number;
  readonly logLevel: Environment['LOG_LEVEL'];
  /** Null: the metrics are for this machine alone. */
  readonly metricsToken: string | null;
  /** Added to the length of an outage when a deadline is extended. */
  readonly reconnectAllowanceMs: number;
  /** Absolute. */
  readonly questionBanksDir: string;
  /** Pictures, recordings and films of all banks together. */
  readonly mediaQuotaBytes: number;
  /** Attachments of the study log together. */
  readonly attachmentQuotaBytes: number;
  /** Create the demonstration contest when the database is empty. */
  readonly demo: boolean;
  /** See core/access/password-policy. */
  readonly passwordPolicy: PasswordPolicy;
  readonly secondFactor: SecondFactorPolicy;
  /** Generous where a hall of 2,000 phones stands behind one address. */
  readonly rates: {
    /** REST requests of one address. */
    readonly restPerMinute: number;
    /** Messages of one socket. */
    readonly messagesPerMinute: number;
    /** Unknown PINs and rejoin codes of one address. */
    readonly wrongCodesPerMinute: number;
  };
  /** The key of FieldCipher; made when absent. */
  readonly secretKeyFile: string;
  /** Days after the end of a contest for which needs and names of its participants are kept. */
  readonly keepDays: { readonly needs: number; readonly personal: number };
  /** Keys of the audit log, made when absent. Absolute. */
  readonly audit: { readonly keysDir: string; readonly nodeFile: string; readonly keepDays: number };

  private constructor(env: Environment) {
    this.port = env.PORT;
    this.host = env.HOST;
    this.dataDir = resolve(env.DATA_DIR);
    this.publicUrl = env.PUBLIC_URL?.replace(/\/+$/, '') ?? null;
    this.mode = env.MODE;
    this.tls = env.TLS_CERT && env.TLS_KEY ? { certFile: resolve(env.TLS_CERT), keyFile: resolve(env.TLS_KEY) } : null;
    this.hstsSubdomains = env.HSTS_SUBDOMAINS === 'true';
    this.oidc = oidcOf(env);
    this.lrs = lrsOf(env);
    this.trustProxy = trustProxy(env.TRUST_PROXY);
    this.database = env.DATABASE_URL
      ? { kind: 'postgres', url: env.DATABASE_URL }
      : { kind: 'sqlite', file: join(this.dataDir, 'xuesai.sqlite') };
    this.scaled = env.REDIS_URL ? { redisUrl: env.REDIS_URL, nodeName: env.NODE_NAME ?? hostNode() } : null;
    this.clockLimitMs = env.CLOCK_LIMIT_MS;
    this.logLevel = env.LOG_LEVEL;
    this.metricsToken = env.METRICS_TOKEN ?? null;
    this.reconnectAllowanceMs = env.RECONNECT_ALLOWANCE_MS;
    this.questionBanksDir = resolve(env.QUESTION_BANKS_DIR);
    this.mediaQuotaBytes = env.MEDIA_QUOTA_MB * 1024 * 1024;
    this.attachmentQuotaBytes = env.ATTACHMENT_QUOTA_MB * 1024 * 1024;
    this.demo = env.DEMO === 'true';
    this.passwordPolicy = env.PASSWORD_POLICY;
    this.secondFactor = env.SECOND_FACTOR;
    this.rates = {
      restPerMinute: env.RATE_REST_PER_MINUTE,
      messagesPerMinute: env.RATE_MESSAGES_PER_MINUTE,
      wrongCodesPerMinute: env.RATE_WRONG_CODES_PER_MINUTE,
    };
    this.secretKeyFile = join(this.dataDir, 'secret.key');
    this.keepDays = { needs: env.NEEDS_KEEP_DAYS, personal: env.PERSONAL_KEEP_DAYS };
    const keysDir = env.KEYS_DIR === undefined ? join(this.dataDir, 'keys') : resolve(env.KEYS_DIR);
    // The nodes share a data folder, and each writes a chain of the audit log of its own.
    const nodeFile = join(this.dataDir, ...(this.scaled ? ['nodes', `${this.scaled.nodeName}.id`] : ['node.id']));
    this.audit = { keysDir, nodeFile, keepDays: env.AUDIT_KEEP_DAYS };
  }

  /** Throws ConfigError. An empty variable counts as absent. */
  static read(variables: Readonly<Record<string, string | undefined>>): AppConfig {
    const given = Object.fromEntries(
      Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''),
    );
    readFiles(given);
    const env = plainToInstance(Environment, given, { exposeDefaultValues: true });
    const sentences = validateSync(env).flatMap((fault) => Object.values(fault.constraints ?? {}).slice(0, 1));
    if (sentences.length > 0) throw new ConfigError(sentences);
    return new AppConfig(env);
  }
}

/** What may stand in a file of its own, as container engines hand secrets over: `DATABASE_URL_FILE` for `DATABASE_URL`. */
const FROM_FILES = ['DATABASE_URL', 'REDIS_URL', 'METRICS_TOKEN'] as const;

/** @throws ConfigError */
function readFiles(given: Record<string, string | undefined>): void {
  for (const name of FROM_FILES) {
    const path = given[`${name}_FILE`];
    if (path === undefined || given[name] !== undefined) continue;
    try {
      given[name] = readFileSync(path, 'utf8').trim();
    } catch {
      throw new ConfigError([
        `读不到 ${name}_FILE 指定的文件 ${path}。 (The file ${path} of ${name}_FILE cannot be read.)`,
      ]);
    }
  }
}

/** The name of the machine, which two nodes share only where somebody has them share it. */
const hostNode = (): string =>
  hostname()
    .replace(/[^A-Za-z0-9._-]/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, 63) || 'node';

function oidcOf({ OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET_FILE }: Environment): AppConfig['oidc'] {
  if (!OIDC_ISSUER || !OIDC_CLIENT_ID || !OIDC_CLIENT_SECRET_FILE) return null;
  return { issuer: OIDC_ISSUER, clientId: OIDC_CLIENT_ID, clientSecretFile: resolve(OIDC_CLIENT_SECRET_FILE) };
}

function lrsOf({ LRS_URL, LRS_KEY, LRS_SECRET }: Environment): AppConfig['lrs'] {
  if (!LRS_URL || !LRS_KEY || !LRS_SECRET) return null;
  return { url: LRS_URL.replace(/\/+$/, ''), key: LRS_KEY, secret: LRS_SECRET };
}

function trustProxy(value: string): AppConfig['trustProxy'] {
  if (value === 'false') return false;
  return /^\d+$/.test(value) ? Number(value) : value.split(',').map((address) => address.trim());
}
