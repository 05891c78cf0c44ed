/** What the pages of hours and files ask the server for. */
import type {
  CertificateInfo,
  HourAwardBody,
  HourPolicyChange,
  HourPolicyInfo,
  HourRuleInfo,
  HourRulesBody,
  HoursBelow,
  OwnCertificates,
  PersonHours,
  PersonLedgersBody,
  UnitHours,
} from '@protocol/hours.js';
import type { NewExportBody, StudyExportInfo } from '@protocol/study-export.js';
import { operatorApi } from '../session.js';

const BASE = '/api/study/hours';
const of = (id: string): string => encodeURIComponent(id);

export const hoursApi = {
  policies: () => operatorApi.get<readonly HourPolicyInfo[]>(`${BASE}/policies`),
  savePolicy: (body: HourPolicyChange) => operatorApi.put<void>(`${BASE}/policies`, body),
  removePolicy: (id: string) => operatorApi.delete<void>(`${BASE}/policies/${of(id)}`),
  rules: (contestId: string) => operatorApi.get<readonly HourRuleInfo[]>(`${BASE}/contests/${of(contestId)}/rules`),
  setRules: (contestId: string, body: HourRulesBody) =>
    operatorApi.put<readonly HourRuleInfo[]>(`${BASE}/contests/${of(contestId)}/rules`, body),
  unit: (id: string, year: number) => operatorApi.get<UnitHours>(`${BASE}/units/${of(id)}?year=${year}`),
  below: (id: string, year: number) => operatorApi.get<HoursBelow>(`${BASE}/units/${of(id)}/below?year=${year}`),
  setLedgers: (id: string, body: PersonLedgersBody) => operatorApi.put<void>(`${BASE}/units/${of(id)}/ledgers`, body),
  person: (id: string, year: number) => operatorApi.get<PersonHours>(`${BASE}/people/${of(id)}?year=${year}`),
  award: (body: HourAwardBody) => operatorApi.post<void>(`${BASE}/awards`, body),
  takeBack: (awardId: string, reason: string) =>
    operatorApi.post<void>(`${BASE}/awards/${of(awardId)}/take-back`, { reason }),
  revoke: (certificateId: string) => operatorApi.delete<void>(`${BASE}/certificates/${of(certificateId)}`),
  issue: (awardId: string) => operatorApi.post<CertificateInfo>(`${BASE}/awards/${of(awardId)}/certificate`),
  certificatesOf: (personId: string) => operatorApi.get<OwnCertificates>(`${BASE}/people/${of(personId)}/certificates`),
  issueParticipation: (personId: string, contestId: string) =>
    operatorApi.post<CertificateInfo>(`${BASE}/people/${of(personId)}/certificates`, { contestId }),
  exports: (unitId: string) => operatorApi.get<readonly StudyExportInfo[]>(`/api/study/exports?unitId=${of(unitId)}`),
  startExport: (body: NewExportBody) => operatorApi.post<StudyExportInfo>('/api/study/exports', body),
  export: (id: string) => operatorApi.get<StudyExportInfo>(`/api/study/exports/${of(id)}`),
};

export const certificateFile = (id: string): string => `${BASE}/certificates/${of(id)}/file`;
export const exportFile = (id: string): string => `/api/study/exports/${of(id)}/file`;
