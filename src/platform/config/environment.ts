import { isIP } from 'node:net';
import { Type } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsOptional,
  IsUrl,
  Matches,
  Max,
  Min,
  MinLength,
  Validate,
  ValidateIf,
  ValidatorConstraint,
  type ValidationArguments,
  type ValidatorConstraintInterface,
} from 'class-validator';

/** One sentence for both readers of the terminal. */
const say = (chinese: string, english: string) => ({ message: `${chinese} (${english})` });
/** A whole number within these bounds. */
function Whole(from: number, to: number): PropertyDecorator {
  return (target, key) => {
    const name = String(key);
    const message = say(
      `${name} 必须是 ${from} 到 ${to} 之间的整数。`,
      `${name} must be a whole number from ${from} to ${to}.`,
    );
    for (const decorate of [Type(() => Number), IsInt(message), Min(from, message), Max(to, message)]) {
      decorate(target, name);
    }
  };
}

@ValidatorConstraint({ name: 'together' })
class Together implements ValidatorConstraintInterface {
  validate(_value: unknown, { object }: ValidationArguments): boolean {
    const { TLS_CERT, TLS_KEY } = object as Environment;
    return (TLS_CERT === undefined) === (TLS_KEY === undefined);
  }
}

@ValidatorConstraint({ name: 'only-tls' })
class OnlyWithTls implements ValidatorConstraintInterface {
  validate(_value: unknown, { object }: ValidationArguments): boolean {
    const { MODE, TLS_CERT, TLS_KEY } = object as Environment;
    return MODE === 'TLS' || TLS_CERT === undefined || TLS_KEY === undefined;
  }
}

@ValidatorConstraint({ name: 'oidc' })
class OidcComplete implements ValidatorConstraintInterface {
  validate(_value: unknown, { object }: ValidationArguments): boolean {
    const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET_FILE, MODE, PUBLIC_URL } = object as Environment;
    const three = [OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET_FILE];
    return three.every((value) => value !== undefined) && MODE === 'TLS' && (PUBLIC_URL ?? '').startsWith('https://');
  }
}

@ValidatorConstraint({ name: 'issuer' })
class Issuer implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    if (typeof value !== 'string' || !URL.canParse(value)) return false;
    const { protocol, hostname } = new URL(value);
    return protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname));
  }
}

@ValidatorConstraint({ name: 'lrs' })
class LrsComplete implements ValidatorConstraintInterface {
  validate(_value: unknown, { object }: ValidationArguments): boolean {
    const { LRS_URL, LRS_KEY, LRS_SECRET } = object as Environment;
    if (LRS_URL === undefined || LRS_KEY === undefined || LRS_SECRET === undefined) return false;
    return URL.canParse(LRS_URL) && ['http:', 'https:'].includes(new URL(LRS_URL).protocol);
  }
}

const LRS_TOGETHER = say(
  '向外部学习记录库推送需要同时设置 LRS_URL（http 或 https 地址）、LRS_KEY、LRS_SECRET。',
  'Sending learning records to an outside store needs LRS_URL (an http or https address), LRS_KEY and LRS_SECRET together.',
);
const OIDC_TOGETHER = say(
  '统一身份登录需要同时设置 OIDC_ISSUER、OIDC_CLIENT_ID、OIDC_CLIENT_SECRET_FILE，并且 MODE=TLS、PUBLIC_URL 以 https:// 开头。',
  'Signing in over OIDC needs OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET_FILE together with MODE=TLS and an https PUBLIC_URL.',
);
const anyOfOidc = ({ OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET_FILE }: Environment): boolean =>
  (OIDC_ISSUER ?? OIDC_CLIENT_ID ?? OIDC_CLIENT_SECRET_FILE) !== undefined;

@ValidatorConstraint({ name: 'with-postgres' })
class WithPostgres implements ValidatorConstraintInterface {
  validate(value: unknown, { object }: ValidationArguments): boolean {
    return /^rediss?:\/\/.+/.test(String(value)) && (object as Environment).DATABASE_URL !== undefined;
  }
}

@ValidatorConstraint({ name: 'proxies' })
class Proxies implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    if (typeof value !== 'string') return false;
    if (value === 'false' || /^\d{1,2}$/.test(value)) return true;
    return value.split(',').every((entry) => isNetwork(entry.trim()));
  }
}

/** An address, a network or one of the names Express knows. */
function isNetwork(entry: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(entry)) return true;
  const [address = '', bits, ...rest] = entry.split('/');
  return rest.length === 0 && isIP(address) !== 0 && (bits === undefined || /^\d{1,3}$/.test(bits));
}

/** The variables as they stand in the environment, with their defaults. */
export class Environment {
  @Whole(0, 65535)
  PORT = 8080;

  @MinLength(1, say('HOST 必须是要监听的地址。', 'HOST must be the address to listen on.'))
  HOST = '0.0.0.0';

  @MinLength(1, say('DATA_DIR 必须是数据文件夹。', 'DATA_DIR must be the data folder.'))
  DATA_DIR = './data';

  @IsOptional()
  @MinLength(
    1,
    say('KEYS_DIR 必须是存放审计密钥的文件夹。', 'KEYS_DIR must be the folder of the keys of the audit log.'),
  )
  KEYS_DIR?: string;

  @IsOptional()
  @IsUrl(
    { protocols: ['http', 'https'], require_protocol: true, require_tld: false },
    say(
      'PUBLIC_URL 必须是参赛者打开的网址，例如 http://192.168.1.10:8080。',
      'PUBLIC_URL must be the address that participants open, for example http://192.168.1.10:8080.',
    ),
  )
  PUBLIC_URL?: string;

  @IsIn(['LAN', 'TLS'], say('MODE 必须是 LAN 或 TLS。', 'MODE must be LAN or TLS.'))
  MODE: 'LAN' | 'TLS' = 'LAN';

  @ValidateIf(({ TLS_CERT, TLS_KEY }: Environment) => TLS_CERT !== undefined || TLS_KEY !== undefined)
  @Validate(Together, say('TLS_CERT 和 TLS_KEY 必须同时设置。', 'TLS_CERT and TLS_KEY must be set together.'))
  @Validate(OnlyWithTls, say('设置 TLS_CERT 时 MODE 必须是 TLS。', 'TLS_CERT needs MODE=TLS.'))
  TLS_CERT?: string;

  TLS_KEY?: string;

  @IsIn(['true', 'false'], say('HSTS_SUBDOMAINS 必须是 true 或 false。', 'HSTS_SUBDOMAINS must be true or false.'))
  HSTS_SUBDOMAINS = 'true';

  @IsOptional()
  @Validate(
    Issuer,
    say(
      'OIDC_ISSUER 必须是 https:// 开头的地址（本机的服务可以是 http://）。',
      'OIDC_ISSUER must be an https address, or an http address of this machine.',
    ),
  )
  OIDC_ISSUER?: string;

  @ValidateIf(anyOfOidc)
  @Validate(OidcComplete, OIDC_TOGETHER)
  OIDC_CLIENT_ID?: string;

  OIDC_CLIENT_SECRET_FILE?: string;

  @Validate(
    Proxies,
    say(
      'TRUST_PROXY 必须是 false、代理层数或以逗号分隔的代理地址。',
      'TRUST_PROXY must be false, a number of proxies or a comma-separated list of proxy addresses.',
    ),
  )
  TRUST_PROXY = 'false';

  @IsOptional()
  @Matches(
    /^postgres(ql)?:\/\/.+/,
    say(
      'DATABASE_URL 必须以 postgres:// 开头；不设置则使用 SQLite。',
      'DATABASE_URL must begin with postgres://; leave it out to use SQLite.',
    ),
  )
  DATABASE_URL?: string;

  @ValidateIf(({ REDIS_URL }: Environment) => REDIS_URL !== undefined)
  @Validate(
    WithPostgres,
    say(
      '设置 REDIS_URL（以 redis:// 或 rediss:// 开头）时必须同时设置 DATABASE_URL（PostgreSQL）：多个节点不能共用 SQLite 文件。',
      'REDIS_URL (redis:// or rediss://) needs DATABASE_URL (PostgreSQL) as well: several nodes cannot share a SQLite file.',
    ),
  )
  REDIS_URL?: string;

  @IsOptional()
  @Matches(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/,
    say(
      'NODE_NAME 必须是 1 到 63 个字母、数字、点、下划线或连字符，每个节点各不相同。',
      'NODE_NAME must have 1 to 63 letters, digits, dots, underscores or hyphens, and differ from node to node.',
    ),
  )
  NODE_NAME?: string;

  @Whole(50, 600_000)
  CLOCK_LIMIT_MS = 1000;

  @Whole(1, 10_000_000)
  MEDIA_QUOTA_MB = 5120;

  @Whole(1, 10_000_000)
  ATTACHMENT_QUOTA_MB = 20_480;

  @IsIn(
    ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
    say(
      'LOG_LEVEL 必须是 fatal、error、warn、info、debug、trace 或 silent。',
      'LOG_LEVEL must be fatal, error, warn, info, debug, trace or silent.',
    ),
  )
  LOG_LEVEL: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent' = 'info';

  @IsOptional()
  @MinLength(16, say('METRICS_TOKEN 至少需要 16 个字符。', 'METRICS_TOKEN needs at least 16 characters.'))
  METRICS_TOKEN?: string;

  @Whole(180, 36_500)
  AUDIT_KEEP_DAYS = 400;

  @Whole(1, 3650)
  NEEDS_KEEP_DAYS = 30;

  @Whole(30, 36_500)
  PERSONAL_KEEP_DAYS = 1825;

  @Whole(0, 600_000)
  RECONNECT_ALLOWANCE_MS = 15_000;

  @MinLength(1, say('QUESTION_BANKS_DIR 必须是题库文件夹。', 'QUESTION_BANKS_DIR must be the folder of the banks.'))
  QUESTION_BANKS_DIR = './question-banks';

  @IsIn(['true', 'false'], say('DEMO 必须是 true 或 false。', 'DEMO must be true or false.'))
  DEMO = 'true';

  @IsIn(
    ['asvs', 'dengbao'],
    say('PASSWORD_POLICY 必须是 asvs 或 dengbao。', 'PASSWORD_POLICY must be asvs or dengbao.'),
  )
  PASSWORD_POLICY: 'asvs' | 'dengbao' = 'asvs';

  @IsIn(
    ['offered', 'administrators', 'operators'],
    say(
      'SECOND_FACTOR 必须是 offered、administrators 或 operators。',
      'SECOND_FACTOR must be offered, administrators or operators.',
    ),
  )
  SECOND_FACTOR: 'offered' | 'administrators' | 'operators' = 'offered';

  @Whole(1, 10_000_000)
  RATE_REST_PER_MINUTE = 60_000;

  @Whole(1, 1_000_000)
  RATE_MESSAGES_PER_MINUTE = 600;

  @Whole(1, 1_000_000)
  RATE_WRONG_CODES_PER_MINUTE = 600;

  @ValidateIf(({ LRS_URL, LRS_KEY, LRS_SECRET }: Environment) => (LRS_URL ?? LRS_KEY ?? LRS_SECRET) !== undefined)
  @Validate(LrsComplete, LRS_TOGETHER)
  LRS_URL?: string;

  LRS_KEY?: string;

  LRS_SECRET?: string;
}
