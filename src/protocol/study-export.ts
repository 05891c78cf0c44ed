/** REST bodies of /api/study/exports: files to be handed in, made in the background from what was entered once. */
import type { EntryKind } from './study.js';

export const EXPORT_KINDS = ['ledger-xlsx', 'ledger-docx', 'cards', 'brief', 'package'] as const;
/** 学习台账 as xlsx and docx, 学员学习卡, 简报 draft, 文明创建材料包 */
export type StudyExportKind = (typeof EXPORT_KINDS)[number];

/** POST /api/study/exports: 202 and the export. */
export interface NewExportBody {
  readonly kind: StudyExportKind;
  readonly unitId: string;
  readonly year: number;
  /** Of a brief. */
  readonly month?: number;
  /** Of ledgers: a file for each unit below that has people, in one archive. */
  readonly below?: boolean;
  /** Of a package. */
  readonly package?: PackageBody;
}
export interface PackageBody {
  readonly indicators: readonly PackageIndicator[];
  /** With {indicator}, {number}, {date}, {title}, {name}. */
  readonly pattern: string;
  /** Megabytes of the largest file. */
  readonly largestMb: number;
}
export interface PackageIndicator {
  /** 指标编号 */
  readonly number: string;
  readonly name: string;
  readonly kinds: readonly EntryKind[];
  /** Ids of modes. */
  readonly modes: readonly string[];
}

/** GET /api/study/exports?unitId= (newest first, kept for seven days), GET /api/study/exports/:id. The file: …/:id/file, with ranges. */
export interface StudyExportInfo {
  readonly id: string;
  readonly kind: StudyExportKind;
  readonly unitId: string;
  readonly unitName: string;
  readonly year: number;
  readonly month: number | null;
  readonly state: 'running' | 'done' | 'failed';
  /** Why it failed, where that is to be said: it named somebody who was erased since. */
  readonly reason: 'erased' | null;
  /** Steps done of all; both 0 before it begins. */
  readonly done: number;
  readonly of: number;
  readonly fileName: string | null;
  readonly bytes: number | null;
  readonly createdAt: number;
  /** When the same was asked for in the 30 days before; null: it was not. */
  readonly askedBefore: number | null;
}
