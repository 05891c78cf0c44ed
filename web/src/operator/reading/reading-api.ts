/** Everything the operators' pages of reading campaigns ask the server for. */
import type {
  BookBody,
  BookInfo,
  CampaignBody,
  CampaignDetail,
  CampaignFigures,
  CampaignPatch,
  CampaignSummary,
  DecisionBody,
  RecognitionList,
  RecommendationBody,
  ReflectionDetail,
  ReflectionPage,
} from '@protocol/reading.js';
import { operatorApi } from '../session.js';

const BASE = '/api/study/reading';
const of = (id: string): string => encodeURIComponent(id);
const campaign = (id: string): string => `${BASE}/campaigns/${of(id)}`;
const query = (fields: Readonly<Record<string, string | null>>): string =>
  new URLSearchParams(
    Object.entries(fields).flatMap(([name, value]) => (value === null ? [] : [[name, value] as [string, string]])),
  ).toString();

export const readingApi = {
  list: () => operatorApi.get<readonly CampaignSummary[]>(`${BASE}/campaigns`),
  detail: (id: string) => operatorApi.get<CampaignDetail>(campaign(id)),
  add: (body: CampaignBody) => operatorApi.post<{ readonly id: string }>(`${BASE}/campaigns`, body),
  change: (id: string, patch: CampaignPatch) => operatorApi.patch<void>(campaign(id), patch),
  publish: (id: string) => operatorApi.post<void>(`${campaign(id)}/publish`),
  remove: (id: string) => operatorApi.delete<void>(campaign(id)),
  findBooks: (isbn: string) => operatorApi.get<readonly BookInfo[]>(`${BASE}/books?${query({ isbn })}`),
  addBook: (id: string, body: BookBody) => operatorApi.post<{ readonly id: string }>(`${campaign(id)}/books`, body),
  removeBook: (id: string, bookId: string) => operatorApi.delete<void>(`${campaign(id)}/books/${of(bookId)}`),
  recommend: (id: string, bookId: string, body: RecommendationBody) =>
    operatorApi.post<void>(`${campaign(id)}/books/${of(bookId)}/recommendations`, body),
  removeRecommendation: (id: string, recommendationId: string) =>
    operatorApi.delete<void>(`${campaign(id)}/recommendations/${of(recommendationId)}`),
  reflections: (id: string, status: string | null, after: string | null) =>
    operatorApi.get<ReflectionPage>(`${campaign(id)}/reflections?${query({ status, after })}`),
  reflection: (id: string, reflectionId: string) =>
    operatorApi.get<ReflectionDetail>(`${campaign(id)}/reflections/${of(reflectionId)}`),
  recordingUrl: (id: string, reflectionId: string, recordingId: string) =>
    `${campaign(id)}/reflections/${of(reflectionId)}/recordings/${of(recordingId)}`,
  decide: (id: string, reflectionId: string, body: DecisionBody) =>
    operatorApi.post<void>(`${campaign(id)}/reflections/${of(reflectionId)}/decision`, body),
  figures: (id: string, unitId: string | null) =>
    operatorApi.get<CampaignFigures>(`${campaign(id)}/figures?${query({ unitId })}`),
  recognition: (id: string) => operatorApi.get<RecognitionList>(`${campaign(id)}/recognition`),
};
