/** Everything the pages of the organisation ask the server for. */
import type {
  ContestRosterPage,
  EntryCodeInfo,
  MissingMode,
  NewPersonBody,
  NewUnitBody,
  OrganisationInfo,
  PeoplePage,
  PersonPatch,
  RosterReport,
  SheetContest,
  UnitBranchInfo,
  UnitPatch,
} from '@protocol/organisation.js';
import type { Result } from '../../lib/refusal.js';
import { send } from '../../lib/upload.js';
import { operatorApi, watched } from '../session.js';

const BASE = '/api/organisation';
const of = (id: string): string => encodeURIComponent(id);

export const organisationApi = {
  units: () => operatorApi.get<OrganisationInfo>(`${BASE}/units`),
  nameLevels: (names: readonly string[]) => operatorApi.put<OrganisationInfo>(`${BASE}/levels`, { names }),
  add: (body: NewUnitBody) => operatorApi.post<{ readonly id: string }>(`${BASE}/units`, body),
  change: (id: string, patch: UnitPatch) => operatorApi.patch<void>(`${BASE}/units/${of(id)}`, patch),
  merge: (id: string, into: string) => operatorApi.post<void>(`${BASE}/units/${of(id)}/merge`, { into }),
  close: (id: string) => operatorApi.post<void>(`${BASE}/units/${of(id)}/close`),
  branches: (id: string, level: number) =>
    operatorApi.get<readonly UnitBranchInfo[]>(`${BASE}/units/${of(id)}/branches?level=${level}`),
  people: (id: string, offset: number, limit: number) =>
    operatorApi.get<PeoplePage>(`${BASE}/units/${of(id)}/people?offset=${offset}&limit=${limit}`),
  addPerson: (body: NewPersonBody) => operatorApi.post<{ readonly id: string }>(`${BASE}/people`, body),
  changePerson: (id: string, patch: PersonPatch) => operatorApi.patch<void>(`${BASE}/people/${of(id)}`, patch),
  import: async (file: File, missing: MissingMode, dryRun: boolean): Promise<Result<RosterReport>> => {
    const query = new URLSearchParams({ dryRun: String(dryRun), missing, fileName: file.name });
    return watched(await send<RosterReport>(`${BASE}/roster/import?${query}`, file, 'application/octet-stream').done);
  },
  roster: (contestId: string, branchId: string, offset: number, limit: number) => {
    const branch = branchId === '' ? '' : `&branchId=${of(branchId)}`;
    const path = `/api/contests/${of(contestId)}/roster?offset=${offset}&limit=${limit}${branch}`;
    return operatorApi.get<ContestRosterPage>(path);
  },
  refreshRoster: (contestId: string) =>
    operatorApi.post<ContestRosterPage>(`/api/contests/${of(contestId)}/roster/refresh`),
  exempt: (contestId: string, personId: string, exempt: boolean) =>
    operatorApi.put<void>(`/api/contests/${of(contestId)}/roster/${of(personId)}/exemption`, { exempt }),
  sheets: () => operatorApi.get<readonly SheetContest[]>('/api/entry-sheets'),
  codes: (contestId: string, branchId: string) =>
    operatorApi.get<readonly EntryCodeInfo[]>(`/api/contests/${of(contestId)}/roster/codes?branchId=${of(branchId)}`),
  renewCode: (contestId: string, personId: string) =>
    operatorApi.post<EntryCodeInfo>(`/api/contests/${of(contestId)}/roster/${of(personId)}/code`),
};

/** Addresses of files that a browser downloads by itself. */
export const rosterFile = {
  template: (format: 'xlsx' | 'csv'): string => `${BASE}/roster/template?format=${format}`,
  export: (unitId: string | null): string =>
    `${BASE}/roster/export?format=xlsx${unitId === null ? '' : `&unitId=${of(unitId)}`}`,
};
