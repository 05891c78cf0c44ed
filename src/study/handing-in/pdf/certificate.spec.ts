import { certificateText, type CertificateFacts } from './certificate.js';

const FACTS: CertificateFacts = {
  kind: 'hours',
  name: '示例甲',
  unitName: '示例支部',
  event: '示例培训班',
  heldOn: '2026-03-02',
  issuer: '示例党委',
  issuedOn: '2026-05-20',
  hours: { ledger: '党员集中学习', hundredths: 600, policy: '《示例办法》' },
  award: { passed: false, days: 1 },
  code: 'ABCD-EFGH-JKLM',
  address: 'http://192.168.1.8/certificates/ABCD-EFGH-JKLM',
};
const said = (over: Partial<CertificateFacts> = {}) => certificateText({ ...FACTS, ...over }).paragraphs;

describe('what a certificate says', () => {
  it('is that somebody passed only where there was something to pass', () => {
    expect(said()[0]).toBe('您于2026年3月2日参加“示例培训班”。');
    expect(said({ award: { passed: true, days: 1 } })[0]).toBe('您于2026年3月2日参加“示例培训班”，成绩合格。');
    expect(said({ award: { passed: false, days: 5 } })[0]).toBe('您于2026年3月2日起参加“示例培训班”，共5天。');
  });

  it('is what was awarded, and not how much of it a ledger took', () => {
    expect(said()[1]).toBe('依据《示例办法》，认定党员集中学习6学时，当年有效，不跨年结转。');
    expect(said({ kind: 'participation', hours: null, award: null })).toEqual(['您于2026年3月2日参加“示例培训班”。', '特此证明。']); // prettier-ignore
  });
});
