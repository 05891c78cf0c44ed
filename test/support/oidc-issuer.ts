/** A real provider of sign-ins (oidc-provider) on this machine, which takes whoever asks for one and the same person. */
import { createServer, type Server } from 'node:http';

import type { KoaContextWithOIDC } from 'oidc-provider';

export const CLIENT_ID = 'xuesai';
export const CLIENT_SECRET = 'a secret of this test alone';

export class OidcIssuer {
  /** How the provider says that it has recognised the person. */
  methods: readonly string[] = ['pwd'];

  private constructor(
    readonly url: string,
    private readonly listener: Server,
  ) {}

  /** Whoever asks is `subject`, at once: no page of the provider is under test. */
  static async start(subject: string, callback: string): Promise<OidcIssuer> {
    const { Provider } = await import('oidc-provider');
    const listener = createServer();
    await new Promise<void>((listening) => listener.listen(0, '127.0.0.1', listening));
    const { port } = listener.address() as { port: number };
    const issuer = new OidcIssuer(`http://127.0.0.1:${port}`, listener);
    const made = new Provider(issuer.url, {
      clients: [{ client_id: CLIENT_ID, client_secret: CLIENT_SECRET, redirect_uris: [callback] }],
      pkce: { required: () => true },
      features: { devInteractions: { enabled: false } },
      findAccount: (_ctx: KoaContextWithOIDC, id: string) => ({ accountId: id, claims: () => ({ sub: id }) }),
      claims: { openid: ['sub', 'amr'] },
      conformIdTokenClaims: false,
      interactions: { url: (_ctx: KoaContextWithOIDC, { uid }: { uid: string }) => `/interaction/${uid}` },
      cookies: { keys: ['a key of this test alone'] },
    });
    made.use(async (ctx, next) => {
      if (!ctx.path.startsWith('/interaction/')) return next();
      const details = await made.interactionDetails(ctx.req, ctx.res);
      const grant = new made.Grant({ accountId: subject, clientId: CLIENT_ID });
      grant.addOIDCScope('openid');
      const result =
        details.prompt.name === 'login'
          ? { login: { accountId: subject, amr: [...issuer.methods] } }
          : { consent: { grantId: await grant.save() } };
      await made.interactionFinished(ctx.req, ctx.res, result, { mergeWithLastSubmission: true });
    });
    listener.on('request', made.callback());
    return issuer;
  }

  async close(): Promise<void> {
    this.listener.closeAllConnections();
    await new Promise((closed) => this.listener.close(closed));
  }
}
