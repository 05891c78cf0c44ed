import 'reflect-metadata';

import { describe, expect, it } from '@jest/globals';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { AppConfig, ConfigError } from './app-config.js';

function sentencesOf(variables: Record<string, string>): readonly string[] {
  try {
    AppConfig.read(variables);
  } catch (error) {
    if (error instanceof ConfigError) return error.sentences;
    throw error;
  }
  return [];
}

describe('configuration', () => {
  it('has a default for everything', () => {
    expect(AppConfig.read({})).toEqual({
      port: 8080,
      host: '0.0.0.0',
      dataDir: resolve('data'),
      publicUrl: null,
      mode: 'LAN',
      tls: null,
      oidc: null,
      lrs: null,
      hstsSubdomains: true,
      trustProxy: false,
      database: { kind: 'sqlite', file: resolve('data/xuesai.sqlite') },
      scaled: null,
      clockLimitMs: 1000,
      logLevel: 'info',
      metricsToken: null,
      reconnectAllowanceMs: 15_000,
      questionBanksDir: resolve('question-banks'),
      mediaQuotaBytes: 5 * 1024 ** 3,
      attachmentQuotaBytes: 20 * 1024 ** 3,
      demo: true,
      rates: { restPerMinute: 60_000, messagesPerMinute: 600, wrongCodesPerMinute: 600 },
      secretKeyFile: resolve('data/secret.key'),
      audit: { keysDir: resolve('data/keys'), nodeFile: resolve('data/node.id'), keepDays: 400 },
      keepDays: { needs: 30, personal: 1825 },
      passwordPolicy: 'asvs',
      secondFactor: 'offered',
    });
  });

  it('reads every variable', () => {
    const config = AppConfig.read({
      PORT: '0',
      DATA_DIR: '/srv/xuesai',
      PUBLIC_URL: 'http://192.168.1.10:8080/',
      MODE: 'TLS',
      TLS_CERT: '/c.pem',
      TLS_KEY: '/k.pem',
      HSTS_SUBDOMAINS: 'false',
      KEYS_DIR: '/keys',
      AUDIT_KEEP_DAYS: '180',
      NEEDS_KEEP_DAYS: '60',
      PERSONAL_KEEP_DAYS: '365',
      PASSWORD_POLICY: 'dengbao',
      SECOND_FACTOR: 'administrators',
      TRUST_PROXY: '1',
      DATABASE_URL: 'postgres://localhost/xuesai',
      LOG_LEVEL: 'silent',
      METRICS_TOKEN: '0123456789abcdef',
      RECONNECT_ALLOWANCE_MS: '0',
      DEMO: 'false',
      HOST: '::1',
      QUESTION_BANKS_DIR: '/banks',
      MEDIA_QUOTA_MB: '100',
      ATTACHMENT_QUOTA_MB: '200',
      RATE_REST_PER_MINUTE: '1',
      RATE_MESSAGES_PER_MINUTE: '2',
      RATE_WRONG_CODES_PER_MINUTE: '3',
      LRS_URL: 'https://lrs.example/xapi/',
      LRS_KEY: 'sample-key',
      LRS_SECRET: 'sample-secret',
      REDIS_URL: 'redis://localhost',
      NODE_NAME: 'node-2',
      CLOCK_LIMIT_MS: '250',
    });
    expect(config).toEqual({
      port: 0,
      host: '::1',
      dataDir: '/srv/xuesai',
      publicUrl: 'http://192.168.1.10:8080',
      mode: 'TLS',
      tls: { certFile: '/c.pem', keyFile: '/k.pem' },
      hstsSubdomains: false,
      oidc: null,
      lrs: { url: 'https://lrs.example/xapi', key: 'sample-key', secret: 'sample-secret' },
      trustProxy: 1,
      database: { kind: 'postgres', url: 'postgres://localhost/xuesai' },
      scaled: { redisUrl: 'redis://localhost', nodeName: 'node-2' },
      clockLimitMs: 250,
      logLevel: 'silent',
      metricsToken: '0123456789abcdef',
      reconnectAllowanceMs: 0,
      questionBanksDir: '/banks',
      mediaQuotaBytes: 100 * 1024 * 1024,
      attachmentQuotaBytes: 200 * 1024 * 1024,
      demo: false,
      rates: { restPerMinute: 1, messagesPerMinute: 2, wrongCodesPerMinute: 3 },
      secretKeyFile: '/srv/xuesai/secret.key',
      audit: { keysDir: '/keys', nodeFile: '/srv/xuesai/nodes/node-2.id', keepDays: 180 },
      keepDays: { needs: 60, personal: 365 },
      passwordPolicy: 'dengbao',
      secondFactor: 'administrators',
    });
  });

  it('takes an empty variable for an absent one', () => {
    expect(AppConfig.read({ PORT: '', DATABASE_URL: '', PUBLIC_URL: '' })).toMatchObject({
      port: 8080,
      publicUrl: null,
    });
  });

  it('stands behind a proxy with TLS and no certificate of its own', () => {
    expect(AppConfig.read({ MODE: 'TLS' })).toMatchObject({ mode: 'TLS', tls: null });
    expect(AppConfig.read({ TRUST_PROXY: 'loopback, 10.0.0.0/8' }).trustProxy).toEqual(['loopback', '10.0.0.0/8']);
  });

  it.each([
    ['PORT', 'abc'],
    ['PORT', '70000'],
    ['PORT', '80.5'],
    ['PUBLIC_URL', 'contest'],
    ['PUBLIC_URL', 'ftp://a.example'],
    ['MODE', 'lan'],
    ['TRUST_PROXY', 'true'],
    ['TRUST_PROXY', '10.0.0.0/x'],
    ['DATABASE_URL', 'mysql://a'],
    ['LOG_LEVEL', 'loud'],
    ['REDIS_URL', 'redis://127.0.0.1'],
    ['NODE_NAME', '节点 1'],
    ['CLOCK_LIMIT_MS', '0'],
    ['DATABASE_URL_FILE', '/not/there'],
    ['METRICS_TOKEN', 'short'],
    ['RECONNECT_ALLOWANCE_MS', '-1'],
    ['MEDIA_QUOTA_MB', '0'],
    ['ATTACHMENT_QUOTA_MB', '0'],
    ['DEMO', 'yes'],
    ['PASSWORD_POLICY', 'strict'],
    ['SECOND_FACTOR', 'true'],
    ['TLS_CERT', '/c.pem'],
    ['TLS_KEY', '/k.pem'],
    ['LRS_URL', 'https://lrs.example/'],
    ['RATE_REST_PER_MINUTE', '0'],
    ['RATE_MESSAGES_PER_MINUTE', 'many'],
    ['RATE_WRONG_CODES_PER_MINUTE', '0'],
  ])('refuses %s=%s in one sentence that names it', (name, value) => {
    const sentences = sentencesOf({ [name]: value });
    expect(sentences).toHaveLength(1);
    expect(sentences[0]).toContain(name);
    expect(sentences[0]).toMatch(/\p{Script=Han}.*。 \(.+\.\)$/u);
  });

  it('is one of several nodes where Redis stands beside PostgreSQL, under the name of its machine', () => {
    const both = { DATABASE_URL: 'postgres://db/x', REDIS_URL: 'redis://cache' };
    const { scaled, audit } = AppConfig.read(both);
    expect(scaled).toEqual({ redisUrl: 'redis://cache', nodeName: expect.stringMatching(/^[A-Za-z0-9]/) });
    expect(audit.nodeFile).toBe(resolve('data/nodes', `${scaled?.nodeName}.id`));
  });

  it('refuses what is not the address of a Redis', () => {
    expect(sentencesOf({ DATABASE_URL: 'postgres://db/x', REDIS_URL: 'http://a' })).toEqual([
      expect.stringContaining('REDIS_URL'),
    ]);
  });

  it('reads a secret from a file', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'xuesai-config-')), 'url');
    await writeFile(file, 'postgres://db/from-file\n');
    expect(AppConfig.read({ DATABASE_URL_FILE: file }).database).toEqual({
      kind: 'postgres',
      url: 'postgres://db/from-file',
    });
  });

  it('refuses a certificate in LAN mode', () => {
    expect(sentencesOf({ TLS_CERT: '/c.pem', TLS_KEY: '/k.pem' })).toEqual([expect.stringContaining('MODE')]);
  });

  it('names every wrong variable', () => {
    expect(sentencesOf({ PORT: 'x', DEMO: 'x', MODE: 'x' })).toHaveLength(3);
  });
});
