/** What a form of study entries asks the server for: operators and members each have a door of their own, with the same rooms. */
import type { StudySetup } from '@protocol/study-setup.js';
import type {
  AttachmentInfo,
  AttachmentKind,
  AttachmentPatch,
  EntryInfo,
  EntryPage,
  EntryPatchBody,
  NewEntryBody,
} from '@protocol/study.js';
import type { Result } from '../../lib/refusal.js';
import type { LinkableCampaign } from './campaign-choice.js';

/** What members may do with their own as well. */
export type EntryStep = 'submit' | 'withdraw';
/** Of a member's own the server knows the unit. */
export type BegunEntry = Omit<NewEntryBody, 'unitId'> & Partial<Pick<NewEntryBody, 'unitId'>>;

interface Calls {
  readonly get: <T>(path: string) => Promise<Result<T>>;
  readonly post: <T>(path: string, body?: unknown) => Promise<Result<T>>;
  readonly patch: <T>(path: string, body: unknown) => Promise<Result<T>>;
  readonly delete: <T>(path: string) => Promise<Result<T>>;
  /** @param onProgress bytes sent and bytes in all */
  readonly upload: <T>(path: string, file: Blob, onProgress: (sent: number, of: number) => void) => Promise<Result<T>>;
}

const of = (id: string): string => encodeURIComponent(id);

/**
 * @param base before `/setup`, `/entries` and `/attachments`
 * @param reading before `/campaigns`
 */
export const entryDoor = (base: string, reading: string, calls: Calls) => ({
  setup: (on?: string) => calls.get<StudySetup>(`${base}/setup${on === undefined ? '' : `?on=${on}`}`),
  campaigns: () => calls.get<readonly LinkableCampaign[]>(`${reading}/campaigns`),
  list: (query: Readonly<Record<string, string>>) =>
    calls.get<EntryPage>(`${base}/entries?${new URLSearchParams(query).toString()}`),
  entry: (id: string) => calls.get<EntryInfo>(`${base}/entries/${of(id)}`),
  create: (body: BegunEntry) => calls.post<EntryInfo>(`${base}/entries`, body),
  patch: (id: string, body: EntryPatchBody) => calls.patch<EntryInfo>(`${base}/entries/${of(id)}`, body),
  remove: (id: string) => calls.delete<void>(`${base}/entries/${of(id)}`),
  step: (id: string, step: EntryStep) => calls.post<EntryInfo>(`${base}/entries/${of(id)}/${step}`),
  describe: (id: string, patch: AttachmentPatch) => calls.patch<AttachmentInfo>(`${base}/attachments/${of(id)}`, patch),
  detach: (id: string) => calls.delete<void>(`${base}/attachments/${of(id)}`),
  /** @param onProgress as of `upload` */
  attach: (
    entryId: string,
    { kind, file, alt }: { readonly kind: AttachmentKind; readonly file: File; readonly alt: string },
    onProgress: (sent: number, of: number) => void,
  ) => {
    // A camera gives names longer than the server keeps.
    const query = new URLSearchParams({ kind, name: file.name.slice(-100) || kind, alt });
    return calls.upload<AttachmentInfo>(
      `${base}/entries/${of(entryId)}/attachments?${query.toString()}`,
      file,
      onProgress,
    );
  },
});

export type EntryDoor = ReturnType<typeof entryDoor>;
