/** What certificates say; how they look is the PDF's affair. */
import { hoursText } from '../../../core/study/hours.js';
import { chineseDate } from '../year-ledger.js';

export interface CertificateFacts {
  readonly kind: 'hours' | 'participation';
  /** In full: it is given to the person and shown by them. */
  readonly name: string;
  readonly unitName: string;
  /** What it is for: the contest, the training. */
  readonly event: string;
  /** 'YYYY-MM-DD' */
  readonly heldOn: string;
  readonly issuer: string;
  readonly issuedOn: string;
  /** Of `hours`: which ledger, how many hundredths and by which policy. */
  readonly hours: { readonly ledger: string; readonly hundredths: number; readonly policy: string } | null;
  /** Of `hours`: whether there was a contest to pass, and on how many days from `heldOn` it was held. */
  readonly award: { readonly passed: boolean; readonly days: number } | null;
  /** In groups, as it is typed: ABCD-EFGH-JKLM. */
  readonly code: string;
  /** The page on which the code can be checked, with it. */
  readonly address: string;
}

export interface CertificateText {
  readonly title: string;
  readonly salutation: string;
  readonly paragraphs: readonly string[];
  readonly signature: readonly [string, string];
  readonly check: readonly string[];
}

/** What was awarded and by which policy; how much of it counted, the cap of a day and the ledgers decide, and may change. */
export function certificateText(facts: CertificateFacts): CertificateText {
  const { kind, name, unitName, event, heldOn, issuer, issuedOn, hours, award, code, address } = facts;
  const days = award?.days ?? 1;
  const took = `您于${chineseDate(heldOn)}${days > 1 ? '起' : ''}参加“${event}”${days > 1 ? `，共${days}天` : ''}`;
  const paragraphs =
    kind === 'hours' && hours !== null
      ? [
          `${took}${award?.passed ? '，成绩合格' : ''}。`,
          `依据${hours.policy}，认定${hours.ledger}${hoursText(hours.hundredths)}学时，当年有效，不跨年结转。`,
          '特此证明。',
        ]
      : [`${took}。`, '特此证明。'];
  return {
    title: kind === 'hours' ? '学时证明' : '参与证明',
    salutation: `${unitName}　${name}：`,
    paragraphs,
    signature: [issuer, chineseDate(issuedOn)],
    check: [`验证码：${code}`, `验证网址：${address}`, '验证页面只显示隐去部分姓名和本证明的内容。'],
  };
}
