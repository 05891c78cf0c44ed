import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { In, IsNull, LessThan, type EntityManager } from 'typeorm';

import { AppConfig } from '../../platform/config/app-config.js';
import { plainName } from '../../platform/http/attachment.js';
import { newId } from '../../platform/ids.js';
import { refuse } from '../../platform/refusal.js';
import type { NewExportBody } from '../../protocol/study-export.js';
import { StudyDeeds } from '../study-deeds.js';
import { documentsOf, type Gathered } from './export-inputs.js';
import { ExportProgress } from './export-progress.js';
import { ExportRunner } from './jobs/export-runner.js';
import { MonthReader } from './month-reader.js';
import { StudyExportEntity, type ExportSight } from './persistence/study-export.entity.js';

const DAY_MS = 24 * 60 * 60_000;
const KEPT_MS = 7 * DAY_MS;
/** 减负: whoever asks for the same again within this time is told. */
export const AGAIN_MS = 30 * DAY_MS;
const FAILED = { state: 'failed' } as const;

/** Files for handing in, made in the background: asked for, watched, fetched, forgotten after a week. */
@Injectable()
export class StudyExports implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(StudyExports.name);
  private readonly folder: string;
  private readonly running = new Set<Promise<void>>();

  constructor(
    private readonly deeds: StudyDeeds,
    private readonly reader: MonthReader,
    private readonly runner: ExportRunner,
    private readonly config: AppConfig,
    private readonly progress: ExportProgress,
  ) {
    this.folder = join(config.dataDir, 'study-exports');
  }

  /** What was being made when the server ended is made no more; what a node holds, ends with that node. */
  async onApplicationBootstrap(): Promise<void> {
    await this.deeds.run({ kind: 'server', id: null }, async (manager, at) => {
      const left = { state: 'running' as const, ...(this.progress.holder === null ? {} : { heldBy: IsNull() }) };
      await manager.update(StudyExportEntity, left, { ...FAILED, finishedAt: at });
      return [undefined, null];
    });
    await this.sweep();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.runner.onModuleDestroy();
    await Promise.all(this.running);
  }

  /** @throws RefusalError study.export-rejected */
  async start(body: NewExportBody, sight: ExportSight, operatorId: string): Promise<StudyExportEntity> {
    assertSound(body);
    await this.sweep();
    const { kind, unitId, year, month = null, below = false } = body;
    const id = newId();
    const row = await this.deeds.run({ kind: 'operator', id: operatorId }, async (manager, at) => {
      const options = { below, package: body.package ?? null, sight };
      const fresh = { id, kind, unitId, year, month, options, state: 'running' as const, fileName: null, bytes: null, createdAt: at, createdBy: operatorId, finishedAt: null, heldBy: this.progress.holder, progressDone: null, progressOf: null, erasureAt: null };
      await manager.insert(StudyExportEntity, fresh);
      return [fresh, { action: 'study.exported', subjectId: unitId, detail: { exportId: id, kind, year, month, below } }];
    });
    const making = this.make(row).catch((error: unknown) => this.fail(id, error));
    this.running.add(making);
    void making.finally(() => this.running.delete(making));
    return row;
  } // prettier-ignore

  /** @throws RefusalError study.export-unknown, study.export-unfinished */
  file({ id, state, fileName }: StudyExportEntity): { folder: string; file: string; fileName: string } {
    if (state === 'running') throw refuse('study.export-unfinished');
    if (state === 'failed' || fileName === null) throw refuse('study.export-unknown');
    return { folder: join(this.folder, id), file: OUTPUT, fileName };
  }

  /**
   * Files that may name this person are no more: of the units of the person and of those in whose ledger they stand, and
   * of every unit above. They can be made again, without the name.
   */
  async dropOf(manager: EntityManager, unitIds: readonly string[], at: number): Promise<void> {
    const made = { unitId: In([...unitIds]), state: In(['running', 'done']) };
    const { affected } = await manager.update(StudyExportEntity, made, { ...FAILED, finishedAt: at, erasureAt: at });
    if (affected === 0) return;
    // Its writing comes after the transaction of this erasure, and finds it as it ended.
    const sweeping = this.sweep().catch((error: unknown) => this.logger.error(String(error)));
    this.running.add(sweeping);
    void sweeping.finally(() => this.running.delete(sweeping));
  }

  private async make(row: StudyExportEntity): Promise<void> {
    const { id } = row;
    const folder = join(this.folder, id);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const gathered = await documentsOf(this.reader, row, join(this.config.dataDir, 'attachments'));
    const of = gathered.count * 2;
    // Read first, then made: as much of the one as of the other.
    await this.write(folder, gathered, (done) => this.progress.note(id, { done, of }));
    const job = { folder, output: OUTPUT, inputs: gathered.count, archive: gathered.archive };
    const made = await this.runner.run(job, (done) => this.progress.note(id, { done: gathered.count + done, of }));
    if (!made) throw new Error('the file was not made');
    for (let number = 0; number < gathered.count; number++) await rm(join(folder, `${number}.json`), { force: true });
    const { size } = await stat(join(folder, OUTPUT));
    const fileName = plainName(gathered.name, '导出') + gathered.extension;
    const kept = await this.deeds.run({ kind: 'server', id: null }, async (manager, at) => {
      const done = { state: 'done' as const, fileName, bytes: size, finishedAt: at };
      const { affected } = await manager.update(StudyExportEntity, { id, state: 'running' }, done);
      return [affected === 1, null];
    });
    this.progress.forget(id);
    // Somebody whom it names was erased while it was made.
    if (!kept) await rm(folder, { recursive: true, force: true });
  }

  private async write(folder: string, { inputs }: Gathered, progress: (done: number) => void): Promise<void> {
    let number = 0;
    for await (const input of inputs) {
      await writeFile(join(folder, `${number}.json`), JSON.stringify(input), { mode: 0o600 });
      progress(++number);
    }
  }

  private async fail(id: string, error: unknown): Promise<void> {
    this.logger.error(`export ${id}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    this.progress.forget(id);
    await rm(join(this.folder, id), { recursive: true, force: true });
    await this.deeds
      .run({ kind: 'server', id: null }, async (manager, at) => {
        await manager.update(StudyExportEntity, { id, state: 'running' }, { ...FAILED, finishedAt: at });
        return [undefined, null];
      })
      // The server is being stopped; the next start says the same.
      .catch(() => undefined);
  }

  /** Files are copies of what is kept: after a week they go, and with them whatever no row knows. */
  private async sweep(): Promise<void> {
    const old = await this.deeds.run({ kind: 'server', id: null }, async (manager, at) => {
      const rows = await manager.findBy(StudyExportEntity, { createdAt: LessThan(at - AGAIN_MS) });
      if (rows.length > 0) await manager.delete(StudyExportEntity, { createdAt: LessThan(at - AGAIN_MS) });
      const expired = { createdAt: LessThan(at - KEPT_MS), state: 'done' as const };
      await manager.update(StudyExportEntity, expired, FAILED);
      return [rows, null];
    });
    // Before the rows: a folder that is made meanwhile is not among them.
    const names = await readdir(this.folder).catch(() => []);
    const kept = new Set((await this.deeds.reader.find(StudyExportEntity)).filter(({ state }) => state !== 'failed').map(({ id }) => id));
    for (const name of [...names, ...old.map(({ id }) => id)]) {
      if (!kept.has(name)) await rm(join(this.folder, name), { recursive: true, force: true });
    }
  } // prettier-ignore
}

const OUTPUT = 'file';

function assertSound({ kind, month, package: given }: NewExportBody): void {
  const details = [
    ...(kind === 'brief' && month === undefined ? [{ path: 'month', message: '请选择简报的月份。' }] : []),
    ...(kind === 'package' && given === undefined
      ? [{ path: 'package', message: '请填写材料包的指标和命名方式。' }]
      : []),
  ];
  if (details.length > 0) throw refuse('study.export-rejected', { details });
}
