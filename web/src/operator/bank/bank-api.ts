/** Every route of the question banks that the pages call. */
import type {
  BankItemDetail,
  BankItemEdit,
  BankItemPage,
  BankItemQuery,
  BankMediaKind,
  BankMediaReply,
  BankOverview,
  CopyItemsBody,
  CopyReport,
  ExportFormat,
  ExportLosses,
  BankItemStatus,
  ImportBatch,
  ImportReport,
  LoadBody,
  LookBody,
  NewBankBody,
  StatusBody,
  StatusReport,
  UndoReport,
} from '@protocol/question-bank.js';
import type { Result } from '../../lib/refusal.js';
import { send } from '../../lib/upload.js';
import type { Sending } from '../../lib/upload.js';
import { operatorApi, watched } from '../session.js';

const ROOT = '/api/question-banks';

/** `?a=1&b=2`, without what is undefined or empty. */
export function queryText(values: Readonly<Record<string, string | number | boolean | undefined>>): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(values)) {
    if (value !== undefined && value !== '') query.set(key, String(value));
  }
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

const sent = <T>(sending: Sending<T>): Sending<T> => ({ ...sending, done: sending.done.then(watched) });

export const bankApi = {
  overview: () => operatorApi.get<readonly BankOverview[]>(`${ROOT}/overview`),
  create: (body: NewBankBody) => operatorApi.post<BankOverview>(ROOT, body),
  rename: (bankId: string, body: NewBankBody) => operatorApi.patch<BankOverview>(`${ROOT}/${bankId}`, body),
  items: (bankId: string, query: BankItemQuery) =>
    operatorApi.get<BankItemPage>(`${ROOT}/${bankId}/items${queryText({ ...query })}`),
  item: (bankId: string, itemId: string) => operatorApi.get<BankItemDetail>(`${ROOT}/${bankId}/items/${itemId}`),
  /** @param itemId null for a new item */
  save: (bankId: string, itemId: string | null, edit: BankItemEdit): Promise<Result<BankItemDetail>> =>
    itemId === null
      ? operatorApi.post<BankItemDetail>(`${ROOT}/${bankId}/items`, edit)
      : operatorApi.put<BankItemDetail>(`${ROOT}/${bankId}/items/${itemId}`, edit),
  status: (bankId: string, body: StatusBody): Sending<StatusReport> =>
    sent(send<StatusReport>(`${ROOT}/${bankId}/status`, JSON.stringify(body), 'application/json')),
  copy: (bankId: string, body: CopyItemsBody) => operatorApi.post<CopyReport>(`${ROOT}/${bankId}/items/copy`, body),
  imports: (bankId: string) => operatorApi.get<readonly ImportBatch[]>(`${ROOT}/${bankId}/imports`),
  undo: (batchId: string) => operatorApi.post<UndoReport>(`${ROOT}/imports/${batchId}/undo`),
  losses: (bankId: string, format: ExportFormat, status: BankItemStatus | '') =>
    operatorApi.get<ExportLosses>(`${ROOT}/${bankId}/export/losses${queryText({ format, status })}`),

  /** Reads a file or a pasted text without loading anything. */
  look(
    body: Blob | string,
    query: { readonly fileName: string; readonly bankId?: string | undefined },
    onProgress: (sent: number, of: number) => void,
  ): Sending<ImportReport> {
    const type = typeof body === 'string' ? 'text/plain' : 'application/octet-stream';
    return sent(send<ImportReport>(`${ROOT}/import${queryText({ dryRun: true, ...query })}`, body, type, onProgress));
  },
  lookAgain: (importId: string, body: LookBody) =>
    operatorApi.post<ImportReport>(`${ROOT}/imports/${importId}/look`, body),
  load: (importId: string, body: LoadBody): Sending<ImportReport> =>
    sent(send<ImportReport>(`${ROOT}/imports/${importId}/load`, JSON.stringify(body), 'application/json')),
  media: (kind: BankMediaKind, file: Blob, onProgress: (sent: number, of: number) => void): Sending<BankMediaReply> =>
    sent(send<BankMediaReply>(`${ROOT}/media${queryText({ kind })}`, file, 'application/octet-stream', onProgress)),
};

/** Addresses of files, for links and media elements. */
export const bankFile = {
  report: (importId: string) => `${ROOT}/imports/${importId}/report`,
  template: (format: string) => `${ROOT}/templates/${format}`,
  /** @param withKey only a paper can go without */
  export: (bankId: string, format: ExportFormat, status: BankItemStatus | '', withKey: boolean) =>
    `${ROOT}/${bankId}/export${queryText({ format, status, part: withKey ? undefined : 'paper' })}`,
  media: (file: string) => `${ROOT}/media/${file}`,
};
