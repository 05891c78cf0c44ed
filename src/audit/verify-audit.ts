/** Holds the whole log against the keys, and the rows that it vouches for against the log. Reads alone. */
import type { DataSource, EntityManager } from 'typeorm';

import { CHAIN_START, follow, reaches, type ChainBreak, type ChainEnd } from '../core/audit/chain.js';
import { checkCovers, isReleased, type Cover, type CoverAt, type CoverBreak } from '../core/audit/cover.js';
import { noteWords, type AuditEntry } from '../core/audit/entry.js';
import { isSqlite } from '../platform/database/dialect.js';
import { timeOfId } from '../platform/ids.js';
import type { AuditKeys } from './audit-keys.js';
import { checkpointsOf, type Checkpoint } from './checkpoint.js';
import {
  CONTEST_DELETED,
  contestOfKey,
  COVERED_NAMES,
  DELETED_CONTESTS,
  EARLIER,
  kindOf,
  TAIL_ADOPTED,
  type CoveredName,
} from './covered-kinds.js';
import { contestsOf, readRows } from './covered.js';
import { entryPages } from './entry-pages.js';
import { notedHeads } from './head-note.js';
import { latest, type VouchedAt } from './latest-covers.js';
import { sha256 } from './sha256.js';
import { verifyTexts } from './verify-texts.js';

export type AuditBreak =
  | ChainBreak
  | CoverBreak['what']
  | 'key-missing'
  | 'checkpoint-forged'
  | 'note-changed'
  | 'text-changed'
  | 'kind-unknown';

export interface AuditFinding {
  readonly what: AuditBreak;
  /** Null where no entry is concerned. */
  readonly chain: string | null;
  readonly sequence: number | null;
  /** Of the rows, where rows are concerned. */
  readonly kind?: string;
  readonly keys?: readonly string[];
}

export interface ChainSummary extends ChainEnd {
  readonly chain: string;
  readonly entries: number;
}

export interface Adopted {
  readonly chain: string;
  readonly sequence: number;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly contestId: string | null;
  readonly rows: number;
}

export interface AuditReport {
  readonly ok: boolean;
  readonly chains: readonly ChainSummary[];
  readonly entries: number;
  /** Rows that were read again. */
  readonly rows: number;
  /** Responses of the last seconds, which a running server has still to vouch for. */
  readonly pending: number;
  /** Free texts that were erased by right, of which nothing can be said any more. */
  readonly erased: number;
  /** After a crash: rows that the server vouched for at its next start alone. */
  readonly adopted: readonly Adopted[];
  /** The first broken link first. */
  readonly findings: readonly AuditFinding[];
}

/** Responses are vouched for within 250 ms; a slow disk gets longer. */
const PENDING_MS = 10_000;
/** How far two clocks of this machine may lie apart. */
const AHEAD_MS = 5000;

/** @param now epoch milliseconds */
export async function verifyAudit(source: DataSource, keys: AuditKeys, now: number): Promise<AuditReport> {
  const heads = await notedHeads(keys.places.keysDir);
  // One instant of the database, while a contest runs: entries and the rows they vouch for belong together.
  return source.transaction(isSqlite(source) ? 'SERIALIZABLE' : 'REPEATABLE READ', (manager) =>
    new Verification(manager, keys, now).run(heads),
  );
}

class Verification {
  private readonly findings: AuditFinding[] = [];
  private readonly covers: VouchedAt[] = [];
  private readonly deleted = new Set<string>();
  private readonly adopted: Adopted[] = [];
  private rows = 0;
  private pending = 0;

  constructor(
    private readonly manager: EntityManager,
    private readonly keys: AuditKeys,
    private readonly now: number,
  ) {}

  async run(heads: ReadonlyMap<string, ChainEnd>): Promise<AuditReport> {
    const checkpoints = await checkpointsOf(this.manager);
    const found = (await this.manager.query('SELECT DISTINCT chain FROM audit_entry')) as readonly { chain: string }[];
    const names = new Set([...found.map(({ chain }) => chain), ...checkpoints.keys(), ...heads.keys()]);
    names.delete(EARLIER);
    const chains: ChainSummary[] = [];
    for (const name of [...names].sort()) {
      chains.push(await this.chain(name, checkpoints.get(name) ?? null, heads.get(name) ?? null));
    }
    await this.notes();
    for (const name of COVERED_NAMES) await this.kind(name);
    const texts = await verifyTexts(this.manager, this.keys, this.covers);
    this.findings.push(...texts.findings);
    this.unknownKinds();
    const entries = chains.reduce((sum, chain) => sum + chain.entries, 0);
    const { findings, rows, pending, adopted } = this;
    const { erased } = texts;
    return { ok: findings.length === 0, chains, entries, rows, pending, erased, adopted, findings };
  }

  /** After a break the check goes on from there, so that what the later entries vouch for is not lost. */
  private async chain(name: string, checkpoint: Checkpoint | null, noted: ChainEnd | null): Promise<ChainSummary> {
    const readable = name.endsWith(`.${this.keys.keyId}`);
    if (!readable) this.report('key-missing', name, null);
    let end = this.begin(name, checkpoint);
    let broken = !readable;
    let entries = 0;
    let macAtNoted = noted?.sequence === end.sequence ? end.mac : null;
    for await (const page of entryPages(this.manager, name)) {
      for (const entry of page) {
        const step = readable ? follow(end, entry, this.keys.mac) : null;
        if (step?.ok === false && !broken) this.report(step.error, name, entry.sequence);
        broken ||= step?.ok === false;
        if (step?.ok !== false || step.error !== 'entry-changed') this.learn(entry);
        if (entry.sequence === noted?.sequence) macAtNoted = entry.mac;
        end = { sequence: entry.sequence, mac: entry.mac };
        entries += 1;
      }
    }
    const short = noted === null ? null : reaches(end, noted, macAtNoted);
    if (short !== null)
      this.report(short, name, short === 'tail-missing' ? end.sequence + 1 : (noted?.sequence ?? null));
    return { chain: name, ...end, entries };
  }

  private begin(name: string, checkpoint: Checkpoint | null): ChainEnd {
    if (checkpoint === null) return CHAIN_START;
    if (!this.keys.signed(checkpoint.words, checkpoint.signature))
      this.report('checkpoint-forged', name, checkpoint.sequence);
    // Earlier versions kept no times in checkpoints: older than whatever has one.
    for (const { at = 0, ...cover } of checkpoint.covers) {
      this.vouched({ chain: name, sequence: checkpoint.sequence, at }, [cover]);
    }
    return { sequence: checkpoint.sequence, mac: checkpoint.mac };
  }

  private learn(entry: AuditEntry): void {
    if (entry.covers !== null) this.vouched(entry, JSON.parse(entry.covers) as Cover[]);
    if (entry.action === TAIL_ADOPTED) this.learnTail(entry);
    if (entry.action === CONTEST_DELETED && entry.contestId !== null) this.deleted.add(entry.contestId);
  }

  private learnTail({ chain, sequence, at, contestId, detail }: AuditEntry): void {
    const { rows } = JSON.parse(detail) as { rows: number };
    this.adopted.push({ chain, sequence, at, contestId, rows });
  }

  private vouched({ chain, sequence, at }: Omit<VouchedAt, keyof Cover>, covers: readonly Cover[]): void {
    for (const cover of covers) {
      if (cover.kind === DELETED_CONTESTS) cover.keys.forEach((id) => this.deleted.add(id));
      else this.covers.push({ ...cover, chain, sequence, at });
    }
  }

  /** An erased note is no break; one that was changed or put in is. */
  private async notes(): Promise<void> {
    const rows = (await this.manager.query(
      `SELECT note.chain, note.sequence, note.note, entry.note_mac AS "noteMac" FROM audit_note note
        LEFT JOIN audit_entry entry ON entry.chain = note.chain AND entry.sequence = note.sequence
        ORDER BY note.chain, note.sequence`,
    )) as readonly { chain: string; sequence: number; note: string; noteMac: string | null }[];
    for (const { chain, sequence, note, noteMac } of rows) {
      if (!chain.endsWith(`.${this.keys.keyId}`)) continue;
      if (noteMac !== this.keys.mac(noteWords(chain, sequence, note))) this.report('note-changed', chain, sequence);
    }
  }

  private async kind(name: CoveredName): Promise<void> {
    const all = this.covers.filter((cover) => cover.kind === name);
    const covers = kindOf(name).replaced ? latest(all).filter((cover) => !isReleased(cover)) : all;
    if (!kindOf(name).ofContest) return this.check(name, covers, null);
    const byContest = new Map<string, CoverAt[]>();
    for (const cover of covers) {
      const contest = contestOfKey(cover.keys[0] ?? '');
      byContest.set(contest, [...(byContest.get(contest) ?? []), cover]);
    }
    const others = kindOf(name).atFinal ? [] : await contestsOf(this.manager, name);
    const contests = new Set([...byContest.keys(), ...others]);
    for (const contest of contests) {
      const expected = this.deleted.has(contest) ? [] : (byContest.get(contest) ?? []);
      await this.check(name, expected, contest);
    }
  }

  private async check(name: CoveredName, covers: readonly CoverAt[], contest: string | null): Promise<void> {
    const rows = await readRows(this.manager, name, contest);
    this.rows += rows.length;
    for (const broken of checkCovers(name, covers, rows, sha256)) {
      if (broken.what !== 'rows-uncovered') {
        const { chain, sequence, keys } = broken.cover;
        this.findings.push({ what: broken.what, chain, sequence, kind: name, keys });
      } else if (name === 'response' && contest !== null && this.mayBePending(contest, broken.key)) {
        this.pending += broken.count;
      } else {
        this.findings.push({ what: broken.what, chain: null, sequence: null, kind: name, keys: [broken.key] });
      }
    }
  }

  /** Before a result is final, its last response is vouched for. */
  private mayBePending(contest: string, key: string): boolean {
    const at = timeOfId(key.slice(key.indexOf('/') + 1));
    if (at <= this.now - PENDING_MS || at > this.now + AHEAD_MS) return false;
    return !this.covers.some(({ kind, keys }) => kind === 'final-branch' && keys.includes(contest));
  }

  /** Of a newer version of the program: what nobody here can read again must not pass as read. */
  private unknownKinds(): void {
    const known: readonly string[] = COVERED_NAMES;
    for (const { kind, chain, sequence, keys } of this.covers) {
      if (!known.includes(kind)) this.findings.push({ what: 'kind-unknown', chain, sequence, kind, keys });
    }
  }

  private report(what: AuditBreak, chain: string, sequence: number | null): void {
    this.findings.push({ what, chain, sequence });
  }
}
