import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock/clock.js';
import { Reader } from '../platform/database/reader.js';
import { WriteQueue } from '../platform/database/write-queue.js';
import { newId } from '../platform/ids.js';
import { refuse } from '../platform/refusal.js';
import type { FeedbackBody, FeedbackInfo } from '../protocol/rest.js';
import { FeedbackEntity } from './persistence/feedback.entity.js';

/** Anybody may write here, so the table has an end: at 2,000 characters a row about 100 MB. */
const MAX_ROWS = 20_000;
/** What one page of the administration shows. */
const LISTED_ROWS = 500;

@Injectable()
export class FeedbackService {
  constructor(
    private readonly queue: WriteQueue,
    private readonly reader: Reader,
    private readonly clock: Clock,
  ) {}

  async add(body: FeedbackBody): Promise<void> {
    if ((await this.reader.source.manager.count(FeedbackEntity)) >= MAX_ROWS) throw refuse('server.busy');
    await this.queue.run((manager) =>
      manager.insert(FeedbackEntity, {
        id: newId(),
        text: body.text.trim(),
        contact: body.contact?.trim() || null,
        page: body.page?.trim() || null,
        createdAt: this.clock.now(),
      }),
    );
  }

  /** The newest first, at most 500. */
  async list(): Promise<FeedbackInfo[]> {
    const order = { createdAt: 'DESC', id: 'DESC' } as const;
    const rows = await this.reader.source.manager.find(FeedbackEntity, { order, take: LISTED_ROWS });
    return rows.map(({ id, text, contact, page, createdAt }) => ({ id, text, contact, page, createdAt }));
  }
}
