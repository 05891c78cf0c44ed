/** What the operators' pages of study entries ask the server for. */
import type {
  CorrectionBody,
  DecideBody,
  DecideReply,
  EntryHistory,
  EntryInfo,
  StudyOverview,
  UnitMember,
} from '@protocol/study.js';
import { send } from '../../lib/upload.js';
import { operatorApi, watched } from '../session.js';
import { entryDoor } from './entry-door.js';

const BASE = '/api/study/entries';
const of = (id: string): string => encodeURIComponent(id);

const door = entryDoor('/api/study', '/api/study/reading', {
  ...operatorApi,
  upload: async <T>(path: string, file: Blob, onProgress: (sent: number, of: number) => void) =>
    watched(await send<T>(path, file, 'application/octet-stream', onProgress).done),
});

export const entriesApi = {
  ...door,
  members: (unitId: string, on: string) =>
    operatorApi.get<readonly UnitMember[]>(`/api/study/units/${of(unitId)}/members?on=${on}`),
  overview: (unitId: string, from: string, to: string) =>
    operatorApi.get<StudyOverview>(`/api/study/overview?unitId=${of(unitId)}&from=${from}&to=${to}`),
  history: (id: string) => operatorApi.get<EntryHistory>(`${BASE}/${of(id)}/history`),
  decideOne: (id: string, decision: 'approve' | 'lock') => operatorApi.post<EntryInfo>(`${BASE}/${of(id)}/${decision}`),
  return: (id: string, reason: string) => operatorApi.post<EntryInfo>(`${BASE}/${of(id)}/return`, { reason }),
  correct: (id: string, body: CorrectionBody) => operatorApi.post<EntryInfo>(`${BASE}/${of(id)}/corrections`, body),
  decide: (body: DecideBody) => operatorApi.post<DecideReply>(`${BASE}/decide`, body),
};
