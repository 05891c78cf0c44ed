import type { IncomingMessage, ServerResponse } from 'node:http';
import type { NestExpressApplication } from '@nestjs/platform-express';
import helmet from 'helmet';
import type { AppConfig } from '../config/app-config.js';

const BODY_LIMIT = '1mb';
const HSTS_SECONDS = 365 * 24 * 60 * 60;
/** The pages use none of these: what is injected into one could not either. */
const FEATURES_OFF =
  'camera=(), microphone=(), geolocation=(), display-capture=(), payment=(), usb=(), serial=(), hid=(), midi=()';
/** A name, an IPv4 or a bracketed IPv6 address, with or without a port; nothing that could end a CSP directive. */
const HOST = /^([\p{L}\p{N}.-]+|\[[0-9a-f:.]+\])(:\d{1,5})?$/iu;

type SecurityConfig = Pick<AppConfig, 'mode' | 'trustProxy' | 'publicUrl' | 'hstsSubdomains'>;
/** As a function of Express: headers of one answer, then the rest. */
type Headers = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/**
 * Headers, body limit and proxy trust of every HTTP answer. Call on an app made with `{ bodyParser: false }`, before it
 * listens. Only JSON bodies are read: a plain HTML form of another site cannot send one. Answers are not compressed:
 * frames are small and compressing secrets beside chosen text leaks them (BREACH).
 */
export function applySecurity(app: NestExpressApplication, config: SecurityConfig): void {
  app.disable('x-powered-by');
  app.set('trust proxy', config.trustProxy);
  app.use(securityHeaders(config));
  // Answers hold names and tokens; a shared computer must not keep them. A public route may say otherwise.
  app.use('/api', (_request: IncomingMessage, response: ServerResponse, next: () => void) => {
    response.setHeader('Cache-Control', 'no-store');
    next();
  });
  app.useBodyParser('json', { limit: BODY_LIMIT });
}

/** The headers of every answer: pages, REST and the sockets' polling alike. */
export function securityHeaders(config: SecurityConfig): Headers {
  const tls = config.mode === 'TLS';
  const headers = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // No style attribute either: the pages set their few sizes through the style object, which needs no leave.
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        connectSrc: ["'self'", (request) => socketSources(request, config)],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        // On plain HTTP this directive turns every script into an https request that nobody answers: a blank page.
        ...(tls ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: tls ? { maxAge: HSTS_SECONDS, includeSubDomains: config.hstsSubdomains } : false,
    // Browsers ignore both on plain HTTP and warn about them in the console.
    crossOriginOpenerPolicy: tls,
    originAgentCluster: tls,
    referrerPolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
  });
  return (request, response, next) => {
    response.setHeader('Permissions-Policy', FEATURES_OFF);
    headers(request, response, next);
  };
}

/** Safari before 15.4 does not count a WebSocket to the same host as 'self', so the host is named. */
function socketSources(request: IncomingMessage, config: SecurityConfig): string {
  const publicHost = config.publicUrl ? new URL(config.publicUrl).host : undefined;
  const hosts = [request.headers.host, publicHost].filter((host) => host !== undefined && HOST.test(host));
  const schemes = config.mode === 'TLS' ? ['wss'] : ['ws', 'wss'];
  return [...new Set(hosts)].flatMap((host) => schemes.map((scheme) => `${scheme}://${host}`)).join(' ');
}
