/** What the page of modes, content groups and settings asks the server for. */
import type {
  ContentGroup,
  ContentGroupPatch,
  ModeInfo,
  ModePatch,
  NewModeBody,
  SettingBody,
  SettingInfo,
  StudySettingName,
  StudySetup,
} from '@protocol/study-setup.js';
import { operatorApi } from '../session.js';

const BASE = '/api/study';
const of = (id: string): string => encodeURIComponent(id);

export const modesApi = {
  setup: () => operatorApi.get<StudySetup>(`${BASE}/setup`),
  modes: () => operatorApi.get<readonly ModeInfo[]>(`${BASE}/modes`),
  add: (body: NewModeBody) => operatorApi.post<{ readonly id: string }>(`${BASE}/modes`, body),
  change: (id: string, patch: ModePatch) => operatorApi.patch<void>(`${BASE}/modes/${of(id)}`, patch),
  order: (ids: readonly string[]) => operatorApi.put<void>(`${BASE}/modes/order`, { ids }),
  archive: (id: string, on: string) => operatorApi.post<void>(`${BASE}/modes/${of(id)}/archive`, { on }),
  restore: (id: string) => operatorApi.post<void>(`${BASE}/modes/${of(id)}/restore`),
  groups: () => operatorApi.get<readonly ContentGroup[]>(`${BASE}/groups`),
  addGroup: (name: string) => operatorApi.post<{ readonly id: string }>(`${BASE}/groups`, { name }),
  renameGroup: (id: string, patch: ContentGroupPatch) => operatorApi.patch<void>(`${BASE}/groups/${of(id)}`, patch),
  orderGroups: (ids: readonly string[]) => operatorApi.put<void>(`${BASE}/groups/order`, { ids }),
  archiveGroup: (id: string, archived: boolean) =>
    operatorApi.put<void>(`${BASE}/groups/${of(id)}/archived`, { archived }),
  settings: () => operatorApi.get<readonly SettingInfo[]>(`${BASE}/settings`),
  set: (name: StudySettingName, body: SettingBody) => operatorApi.put<void>(`${BASE}/settings/${name}`, body),
};
