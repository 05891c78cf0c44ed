/** PostgreSQL or Redis does not answer at the start; the message is one sentence, Chinese and English. */
export class ServiceUnreachableError extends Error {
  constructor(service: 'PostgreSQL' | 'Redis', url: string, cause: unknown) {
    const variable = service === 'Redis' ? 'REDIS_URL' : 'DATABASE_URL';
    const where = placeOf(url);
    const why = reasonOf(cause);
    super(
      `连接不上 ${service}（${where}：${why}），请检查 ${variable}，并确认该服务已启动、网络可达。` +
        ` (${service} at ${where} does not answer: ${why}; check ${variable}.)`,
      { cause },
    );
    this.name = 'ServiceUnreachableError';
  }
}

/** Without the password. */
function placeOf(url: string): string {
  if (!URL.canParse(url)) return '?';
  const { hostname, port, pathname } = new URL(url);
  return `${hostname}${port === '' ? '' : `:${port}`}${pathname === '/' ? '' : pathname}`;
}

function reasonOf(cause: unknown): string {
  if (cause instanceof AggregateError && cause.errors.length > 0) return reasonOf(cause.errors[0]);
  return cause instanceof Error
    ? cause.message.split('\n')[0] || (cause as NodeJS.ErrnoException).code || cause.name
    : String(cause);
}
