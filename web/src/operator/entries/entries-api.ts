/** What the pages of study entries ask the server for. */
import type { StudySetup } from '@protocol/study-setup.js';
import type {
  AttachmentInfo,
  AttachmentKind,
  AttachmentPatch,
  CorrectionBody,
  DecideBody,
  DecideReply,
  EntryHistory,
  EntryInfo,
  EntryPage,
  EntryPatchBody,
  NewEntryBody,
  StudyOverview,
  UnitMember,
} from '@protocol/study.js';
import type { Result } from '../../lib/refusal.js';
import { send } from '../../lib/upload.js';
import { operatorApi, watched } from '../session.js';

const BASE = '/api/study/entries';
const of = (id: string): string => encodeURIComponent(id);

export type EntryStep = 'submit' | 'withdraw' | 'approve' | 'lock';

export const entriesApi = {
  setup: (on?: string) => operatorApi.get<StudySetup>(`/api/study/setup${on === undefined ? '' : `?on=${on}`}`),
  members: (unitId: string, on: string) =>
    operatorApi.get<readonly UnitMember[]>(`/api/study/units/${of(unitId)}/members?on=${on}`),
  overview: (unitId: string, from: string, to: string) =>
    operatorApi.get<StudyOverview>(`/api/study/overview?unitId=${of(unitId)}&from=${from}&to=${to}`),
  list: (query: Readonly<Record<string, string>>) =>
    operatorApi.get<EntryPage>(`${BASE}?${new URLSearchParams(query).toString()}`),
  entry: (id: string) => operatorApi.get<EntryInfo>(`${BASE}/${of(id)}`),
  history: (id: string) => operatorApi.get<EntryHistory>(`${BASE}/${of(id)}/history`),
  create: (body: NewEntryBody) => operatorApi.post<EntryInfo>(BASE, body),
  patch: (id: string, body: EntryPatchBody) => operatorApi.patch<EntryInfo>(`${BASE}/${of(id)}`, body),
  remove: (id: string) => operatorApi.delete<void>(`${BASE}/${of(id)}`),
  step: (id: string, step: EntryStep) => operatorApi.post<EntryInfo>(`${BASE}/${of(id)}/${step}`),
  return: (id: string, reason: string) => operatorApi.post<EntryInfo>(`${BASE}/${of(id)}/return`, { reason }),
  correct: (id: string, body: CorrectionBody) => operatorApi.post<EntryInfo>(`${BASE}/${of(id)}/corrections`, body),
  decide: (body: DecideBody) => operatorApi.post<DecideReply>(`${BASE}/decide`, body),
  describe: (id: string, patch: AttachmentPatch) =>
    operatorApi.patch<AttachmentInfo>(`/api/study/attachments/${of(id)}`, patch),
  detach: (id: string) => operatorApi.delete<void>(`/api/study/attachments/${of(id)}`),
};

/** @param onProgress as of `send` */
export async function attach(
  entryId: string,
  { kind, file, alt }: { readonly kind: AttachmentKind; readonly file: File; readonly alt: string },
  onProgress: (sent: number, of: number) => void,
): Promise<Result<AttachmentInfo>> {
  // A camera gives names longer than the server keeps.
  const query = new URLSearchParams({ kind, name: file.name.slice(-100) || kind, alt });
  const path = `${BASE}/${of(entryId)}/attachments?${query.toString()}`;
  return watched(await send<AttachmentInfo>(path, file, 'application/octet-stream', onProgress).done);
}
