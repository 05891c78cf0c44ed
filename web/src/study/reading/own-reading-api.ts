/** Everything the members' pages of reading campaigns ask the server for. */
import type {
  AdoptedPage,
  KnownBooks,
  MemberBookDetail,
  MemberCampaign,
  MemberCampaignSummary,
  MemberRecognition,
  NewReflectionBody,
  NoteBody,
  OwnReflection,
  ReadingBody,
  ReflectionBody,
} from '@protocol/own-reading.js';
import type { BookBody, BookFormat, RecordingInfo } from '@protocol/reading.js';
import { memberApi } from '../member-session.js';

interface Made {
  readonly id: string;
}

const BASE = '/api/member/reading';
const of = (id: string): string => encodeURIComponent(id);
const campaign = (id: string): string => `${BASE}/campaigns/${of(id)}`;
const book = (id: string, bookId: string): string => `${campaign(id)}/books/${of(bookId)}`;
const reflection = (id: string, reflectionId: string): string => `${campaign(id)}/reflections/${of(reflectionId)}`;

export const recordingUrl = (id: string, reflectionId: string, recordingId: string): string =>
  `${reflection(id, reflectionId)}/recordings/${of(recordingId)}`;

export const ownReadingApi = {
  list: () => memberApi.get<readonly MemberCampaignSummary[]>(`${BASE}/campaigns`),
  detail: (id: string) => memberApi.get<MemberCampaign>(campaign(id)),
  join: (id: string, joined: boolean) => memberApi.put<void>(`${campaign(id)}/joining`, { joined }),
  agree: (id: string, showName: boolean) => memberApi.put<void>(`${campaign(id)}/consent`, { showName }),
  findBooks: (isbn: string) => memberApi.get<KnownBooks>(`${BASE}/books?isbn=${of(isbn)}`),
  begin: (id: string, body: BookBody & { readonly format: BookFormat }) =>
    memberApi.post<Made>(`${campaign(id)}/books`, body),
  book: (id: string, bookId: string) => memberApi.get<MemberBookDetail>(book(id, bookId)),
  declare: (id: string, bookId: string, body: ReadingBody) => memberApi.put<void>(`${book(id, bookId)}/reading`, body),
  drop: (id: string, bookId: string) => memberApi.delete<void>(`${book(id, bookId)}/reading`),
  addNote: (id: string, bookId: string, body: NoteBody) => memberApi.post<Made>(`${book(id, bookId)}/notes`, body),
  changeNote: (id: string, bookId: string, noteId: string, body: NoteBody) =>
    memberApi.put<void>(`${book(id, bookId)}/notes/${of(noteId)}`, body),
  dropNote: (id: string, bookId: string, noteId: string) =>
    memberApi.delete<void>(`${book(id, bookId)}/notes/${of(noteId)}`),
  recommend: (id: string, bookId: string, words: string) =>
    memberApi.put<void>(`${book(id, bookId)}/recommendation`, { words }),
  takeBack: (id: string, bookId: string) => memberApi.delete<void>(`${book(id, bookId)}/recommendation`),
  reflection: (id: string, reflectionId: string) => memberApi.get<OwnReflection>(reflection(id, reflectionId)),
  create: (id: string, body: NewReflectionBody) => memberApi.post<OwnReflection>(`${campaign(id)}/reflections`, body),
  save: (id: string, reflectionId: string, body: ReflectionBody) =>
    memberApi.put<OwnReflection>(reflection(id, reflectionId), body),
  submit: (id: string, reflectionId: string) => memberApi.post<OwnReflection>(`${reflection(id, reflectionId)}/submit`),
  withdraw: (id: string, reflectionId: string) =>
    memberApi.post<OwnReflection>(`${reflection(id, reflectionId)}/withdraw`),
  remove: (id: string, reflectionId: string) => memberApi.delete<void>(reflection(id, reflectionId)),
  record: (
    id: string,
    reflectionId: string,
    { kind, file }: { readonly kind: RecordingInfo['kind']; readonly file: File },
    onProgress: (sent: number, all: number) => void,
  ) =>
    memberApi.upload<OwnReflection>(
      `${reflection(id, reflectionId)}/recordings?kind=${kind}&name=${of(nameOf(file))}`,
      file,
      onProgress,
    ),
  dropRecording: (id: string, reflectionId: string, recordingId: string) =>
    memberApi.delete<OwnReflection>(recordingUrl(id, reflectionId, recordingId)),
  adopted: (id: string, after: string | null) =>
    memberApi.get<AdoptedPage>(`${campaign(id)}/adopted${after === null ? '' : `?after=${of(after)}`}`),
  recognition: (id: string) => memberApi.get<MemberRecognition>(`${campaign(id)}/recognition`),
};

/** Cameras name what they record by themselves, at times at length or not at all. */
const nameOf = (file: File): string => Array.from(file.name).slice(-100).join('').trim() || 'recording';
