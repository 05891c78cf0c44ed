import { readFile } from 'node:fs/promises';
import { Injectable, Logger } from '@nestjs/common';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientSecretBasic,
  discovery,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  type Configuration,
} from 'openid-client';
import { AppConfig } from '../../platform/config/app-config.js';
import { refuse } from '../../platform/refusal.js';

const PATIENCE_SECONDS = 10;
const CALLBACK = '/api/session/oidc/callback';

/** What ties the provider's answer to the browser that asked: 256 bits each. */
export interface OidcChecks {
  readonly verifier: string;
  readonly state: string;
  readonly nonce: string;
}

/** Whom the provider vouches for. */
export interface Vouched {
  readonly subject: string;
  /** It says that more than one factor was shown. */
  readonly twoFactors: boolean;
}

/** RFC 8176; the two classes that providers name for it (OpenID PAPE, REFEDS). */
const MULTI_FACTOR_METHOD = 'mfa';
const MULTI_FACTOR_CLASSES: readonly unknown[] = [
  'http://schemas.openid.net/pape/policies/2007/06/multi-factor',
  'https://refeds.org/profile/mfa',
];

/** The one provider of the settings: authorization code with PKCE, state and nonce. */
@Injectable()
export class OidcClient {
  private readonly logger = new Logger('Oidc');
  private known: Promise<Configuration> | null = null;

  constructor(private readonly config: AppConfig) {}

  /** @throws RefusalError auth.oidc-off, auth.oidc-unreachable */
  async begin(): Promise<{ readonly url: string; readonly checks: OidcChecks }> {
    const provider = await this.provider();
    const checks = { verifier: randomPKCECodeVerifier(), state: randomState(), nonce: randomNonce() };
    const url = buildAuthorizationUrl(provider, {
      redirect_uri: this.at(CALLBACK),
      scope: 'openid',
      state: checks.state,
      nonce: checks.nonce,
      code_challenge: await calculatePKCECodeChallenge(checks.verifier),
      code_challenge_method: 'S256',
    });
    return { url: url.href, checks };
  }

  /**
   * Who the provider says it is, from the address to which it sent the browser back. Its tokens are thrown away.
   * @throws RefusalError auth.oidc-off, auth.oidc-unreachable, auth.oidc-refused
   */
  async vouchedBy(query: string, { verifier, state, nonce }: OidcChecks): Promise<Vouched> {
    const provider = await this.provider();
    try {
      // The address as the provider knows it: behind a proxy the request's own host says nothing.
      const tokens = await authorizationCodeGrant(provider, new URL(this.at(CALLBACK) + query), {
        pkceCodeVerifier: verifier,
        expectedState: state,
        expectedNonce: nonce,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      const { amr, acr } = (claims ?? {}) as { readonly amr?: unknown; readonly acr?: unknown };
      const subject = claims?.sub;
      const methods: readonly unknown[] = Array.isArray(amr) ? amr : [];
      const twoFactors = methods.includes(MULTI_FACTOR_METHOD) || MULTI_FACTOR_CLASSES.includes(acr);
      if (subject !== undefined && subject !== '') return { subject, twoFactors };
    } catch (error) {
      this.logger.warn(`The provider's answer was refused: ${reasonOf(error)}`);
    }
    throw refuse('auth.oidc-refused');
  }

  get issuer(): string {
    return this.settings().issuer;
  }

  private settings(): NonNullable<AppConfig['oidc']> {
    if (this.config.oidc === null) throw refuse('auth.oidc-off');
    return this.config.oidc;
  }

  private at(path: string): string {
    return `${this.config.publicUrl}${path}`;
  }

  /** Asked once; again where it did not answer. */
  private async provider(): Promise<Configuration> {
    const settings = this.settings();
    this.known ??= this.discover(settings);
    try {
      return await this.known;
    } catch (error) {
      this.known = null;
      this.logger.error(`The provider ${settings.issuer} cannot be used: ${reasonOf(error)}`);
      throw refuse('auth.oidc-unreachable');
    }
  }

  private async discover({ issuer, clientId, clientSecretFile }: NonNullable<AppConfig['oidc']>) {
    const server = new URL(issuer);
    const secret = (await readFile(clientSecretFile, 'utf8')).trim();
    return discovery(server, clientId, undefined, ClientSecretBasic(secret), {
      timeout: PATIENCE_SECONDS,
      // The settings take plain HTTP for this machine alone.
      execute: server.protocol === 'http:' ? [allowInsecureRequests] : [],
    });
  }
}

/** Without what the answer held: it may be a token. */
function reasonOf(error: unknown): string {
  const { code, message, error: told } = error as { code?: unknown; message?: unknown; error?: unknown };
  return [code, told, message].filter((part) => typeof part === 'string').join(' ');
}
