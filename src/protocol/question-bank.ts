/** Question banks over REST: what the pages of administration and outside programs send and get. */
import type { ItemKind } from './item.js';

/** Life of a bank item. Only `published` ones are drawn; an edit makes a new revision, which is a draft again. */
export const BANK_ITEM_STATUSES = ['draft', 'reviewed', 'published', 'retired'] as const;
export type BankItemStatus = (typeof BANK_ITEM_STATUSES)[number];

/** `short-answer` is kept, printed and exported, but no contest plays it. */
export type BankItemKind = ItemKind | 'short-answer';

export const IMPORT_MODES = ['all-or-nothing', 'skip-bad'] as const;
export type ImportMode = (typeof IMPORT_MODES)[number];

export const EXPORT_FORMATS = [
  'xlsx',
  'docx',
  'docx-large',
  'bank-yaml',
  'bank-json',
  'csv',
  'gift',
  'aiken',
  'moodle-xml',
  'qti-2.1',
  'qti-3.0',
] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export interface BankOverview {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly description: string;
  /** Comes with the software and follows its files; its keys are public. */
  readonly shipped: boolean;
  readonly counts: Readonly<Record<BankItemStatus, number>>;
  /** Server epoch milliseconds of the last change. */
  readonly changedAt: number;
}

/** `POST /api/question-banks`; answers `BankOverview`. */
export interface NewBankBody {
  readonly title: string;
  readonly description?: string;
}

/** `POST /api/question-banks/media?kind=…`, whose body is the file itself. */
export const BANK_MEDIA_KINDS = ['image', 'audio', 'sign-video', 'captions'] as const;
export type BankMediaKind = (typeof BANK_MEDIA_KINDS)[number];
export interface BankMediaReply {
  readonly file: string;
  readonly kind: BankMediaKind;
  readonly bytes: number;
}

export interface BankMediaRef {
  readonly kind: 'image' | 'audio' | 'sign-video';
  /** Id of the stored file. */
  readonly file: string;
  readonly alt?: string;
  /** Id of the stored .vtt file. */
  readonly captions?: string;
}

export interface BankChoiceBody {
  readonly id: string;
  readonly text: string;
  readonly media?: readonly BankMediaRef[];
}

export interface BankSourceBody {
  readonly document: string;
  readonly title?: string;
  readonly article?: number;
  readonly paragraph?: number;
  readonly section?: string;
  readonly quote?: string;
}

/** An item as the editor sends and gets it; `correctResponse` by kind as in question-banks/README.md, absent in a draft without key. */
export interface BankItemBody {
  readonly kind: BankItemKind;
  readonly select?: 'single' | 'multiple';
  readonly stem: string;
  readonly choices?: readonly BankChoiceBody[];
  readonly targets?: readonly BankChoiceBody[];
  readonly correctResponse?:
    | boolean
    | string
    | readonly string[]
    | readonly (readonly string[] | { readonly min: number; readonly max: number })[]
    | Readonly<Record<string, string>>;
  readonly anyOrder?: boolean;
  readonly explanation?: string;
  readonly difficulty?: number;
  readonly tags: readonly string[];
  readonly readAloud?: string;
  readonly easyRead?: string;
  readonly source?: BankSourceBody;
  readonly verification?: 'quoted' | 'structure';
  readonly validUntil?: string;
  readonly points?: number;
  readonly media?: readonly BankMediaRef[];
}

export const BANK_ITEM_WARNINGS = ['keyless', 'expired', 'expiring', 'media', 'similar', 'no-source'] as const;
/** `media`: alternative text or captions are missing. `expiring`: within 90 days. */
export type BankItemWarning = (typeof BANK_ITEM_WARNINGS)[number];

export interface BankItemRow {
  readonly id: string;
  readonly itemKey: string;
  readonly status: BankItemStatus;
  readonly revision: number;
  readonly kind: BankItemKind;
  readonly select?: 'single' | 'multiple';
  readonly stem: string;
  readonly difficulty?: number;
  readonly tags: readonly string[];
  readonly validUntil?: string;
  readonly warnings: readonly BankItemWarning[];
  readonly changedAt: number;
}

/** Query of `GET /api/question-banks/:id/items`; everything may be left out. */
export interface BankItemQuery {
  readonly status?: BankItemStatus;
  readonly kind?: BankItemKind;
  readonly select?: 'single' | 'multiple';
  readonly tag?: string;
  readonly difficulty?: number;
  readonly warning?: BankItemWarning;
  /** Of one import. */
  readonly batchId?: string;
  /** Words of stem, choices or key. */
  readonly text?: string;
  readonly sort?: 'key' | 'changed' | 'difficulty';
  /** From 1. */
  readonly page?: number;
  /** 50 where left out, 200 at most. */
  readonly size?: number;
}

export interface BankItemPage {
  readonly items: readonly BankItemRow[];
  readonly total: number;
  readonly page: number;
  readonly size: number;
  readonly tags: readonly { readonly tag: string; readonly count: number }[];
}

/** Append-only: what was done to an item, by whom. */
export interface BankItemChange {
  readonly at: number;
  /** Display name; null: the software itself (shipped banks). */
  readonly by: string | null;
  /** `withdrawn`: its import was undone; `created` again after that: it came with another. */
  readonly action: 'created' | 'edited' | 'status' | 'withdrawn';
  readonly revision: number;
  readonly status: BankItemStatus;
  readonly note?: string;
}

/** From real responses, over all contests that are final; rehearsals and the demonstration never count. */
export interface BankItemMeasure {
  readonly contests: number;
  readonly responses: number;
  /** Share of the points earned, 0..1; null below 30 responses. */
  readonly difficulty: number | null;
  /** Point-biserial correlation with the rest score, -1..1; null below 30 responses. */
  readonly discrimination: number | null;
}

export interface BankItemDetail extends BankItemRow {
  readonly item: BankItemBody;
  /** Newest first. */
  readonly history: readonly BankItemChange[];
  readonly measure: BankItemMeasure;
  /** What keeps it from being published (`error`) or should be better (`advice`). */
  readonly findings: readonly {
    readonly code: string;
    readonly severity: 'error' | 'advice';
    readonly message: string;
  }[];
}

/**
 * `PUT /api/question-banks/:id/items/:itemId` and, without `revision`, `POST /api/question-banks/:id/items`; both answer
 * `BankItemDetail`. `revision` is the one that the editor began with: where another has been saved since, the edit is refused.
 */
export interface BankItemEdit {
  readonly item: BankItemBody;
  readonly revision?: number;
  readonly note?: string;
}

/** `POST /api/question-banks/:id/items/copy`: items of any bank by id, as drafts of this one; answers `CopyReport`. */
export interface CopyItemsBody {
  readonly itemIds: readonly string[];
}
export interface CopyReport {
  readonly copied: number;
  /** The bank has them already, word for word. */
  readonly unchanged: number;
  /** Not copied: the bank has the same words under `otherKey`, with another correct response. */
  readonly contradictory: readonly { readonly itemKey: string; readonly otherKey: string }[];
}

/** `POST /api/question-banks/:id/status`: items by id, or all of one import. */
export interface StatusBody {
  readonly itemIds?: readonly string[];
  readonly batchId?: string;
  readonly status: BankItemStatus;
  readonly note?: string;
}

export interface StatusReport {
  readonly changed: number;
  readonly refused: readonly { readonly itemId: string; readonly itemKey: string; readonly message: string }[];
}

export interface ImportPlace {
  readonly file?: string;
  readonly sheet?: string;
  readonly cell?: string;
  readonly line?: number;
  readonly item?: string;
}

export interface ImportProblem {
  readonly place: ImportPlace;
  readonly code: string;
  readonly message: string;
  readonly excerpt?: string;
}

/** An accepted item that meets one of the bank, or one of the file further up. */
export interface ImportMatch {
  readonly place: ImportPlace;
  /** The beginning of its stem. */
  readonly excerpt: string;
  /** Of the item of the bank; null: it stands further up in the file. */
  readonly itemKey: string | null;
}

/**
 * Answer of `POST /api/question-banks/import?dryRun=…&bankId=…&mode=…&fileName=…&format=…`, whose body is the file itself
 * (application/octet-stream), pasted text (text/plain) or a multipart form with the part `file`; and of
 * `POST /api/question-banks/imports/:importId/load`.
 */
export interface ImportReport {
  /** The look is kept for a day: `load` and `report` refer to it. */
  readonly importId: string;
  readonly fileName: string;
  /** As recognised from the content. */
  readonly format: string;
  /** utf-8, gb18030, utf-16le …; null for binary formats. */
  readonly encoding: string | null;
  readonly read: number;
  readonly accepted: number;
  readonly rejected: readonly ImportProblem[];
  readonly warnings: readonly ImportProblem[];
  /** Accepted items by kind; choice as `choice-single`, `choice-multiple`. */
  readonly byKind: Readonly<Record<string, number>>;
  /** New to the bank. `added`, `revised` and `repeated` come to `accepted`. */
  readonly added: number;
  /** They give an item of the bank other words: it gets a new revision, which is a draft. */
  readonly revised: readonly ImportMatch[];
  /** The bank or the file further up has them already; loading leaves them out. */
  readonly repeated: readonly ImportMatch[];
  /** Of `repeated` those that the bank has. */
  readonly unchanged: number;
  /** Accepted items that resemble one of the bank or of the file. */
  readonly similar: readonly {
    readonly place: ImportPlace;
    readonly stem: string;
    readonly other: string;
    readonly otherKey: string | null;
  }[];
  /** The first 50 accepted items, for a look. */
  readonly preview: readonly { readonly place: ImportPlace; readonly item: BankItemBody }[];
  /** Null: a dry run, nothing was loaded. */
  readonly batch: ImportBatch | null;
}

/** `POST /api/question-banks/imports/:importId/look`: the same file against another bank, or against none; answers `ImportReport`. */
export interface LookBody {
  readonly bankId?: string;
}

/** `POST /api/question-banks/imports/:importId/load`: into a bank that is there or into a new one. */
export interface LoadBody {
  readonly bankId?: string;
  readonly newBank?: NewBankBody;
  readonly mode: ImportMode;
}

export interface ImportBatch {
  readonly id: string;
  readonly bankId: string;
  readonly fileName: string;
  readonly format: string;
  readonly at: number;
  readonly by: string | null;
  readonly loaded: number;
  readonly undoneAt: number | null;
}

/** Items that were edited, published or drawn since stay. */
export interface UndoReport {
  readonly withdrawn: number;
  readonly kept: readonly { readonly itemKey: string; readonly message: string }[];
}

/** `GET /api/question-banks/:id/export/losses?format=…&status=…`: what the format cannot carry of this bank. */
export interface ExportLosses {
  readonly format: ExportFormat;
  /** Items that would be written. */
  readonly items: number;
  readonly losses: readonly { readonly itemKey: string; readonly code: string; readonly message: string }[];
}
