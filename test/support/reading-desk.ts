/** A reading campaign over REST, as an organiser and branch secretaries work it; and rows of reading without pages. */
import { WriteQueue } from '../../src/platform/database/write-queue.js';
import { newId } from '../../src/platform/ids.js';
import type {
  CampaignBody,
  CampaignDetail,
  CampaignFigures,
  CampaignSummary,
  RecognitionList,
  ReflectionPage,
} from '../../src/protocol/reading.js';
import { ReadingEntity } from '../../src/study/reading/persistence/reading.entity.js';
import { ReflectionEntity } from '../../src/study/reading/persistence/reflection.entity.js';
import type { InProcessServer } from './contest-server.js';
import { bodyOf } from './contest-stage.js';
import type { RestAnswer, RestClient } from './rest-client.js';

const BASE = '/api/study/reading/campaigns';

export const SAMPLE_RULE = { title: '读书达人', finishedBooks: 2, reflections: 1, recommendations: 0 } as const;
export const SAMPLE_BOOK = {
  isbn: '978-7-02-000220-7',
  title: '示例书名',
  author: '示例作者',
  publisher: '示例出版社',
} as const;

export class ReadingDesk {
  constructor(readonly operator: RestClient) {}

  static body(unitId: string, more: Partial<CampaignBody> = {}): CampaignBody {
    const days = { fromDate: '2026-04-20', toDate: '2026-06-30' };
    return { unitId, name: '示例读书活动', introduction: '示例说明', ...days, rule: SAMPLE_RULE, ...more };
  }

  async add(unitId: string, more: Partial<CampaignBody> = {}): Promise<string> {
    return (await bodyOf<{ id: string }>(this.operator.post(BASE, ReadingDesk.body(unitId, more)))).id;
  }

  list(): Promise<CampaignSummary[]> {
    return bodyOf(this.operator.get(BASE));
  }

  detail(id: string): Promise<CampaignDetail> {
    return bodyOf(this.operator.get(`${BASE}/${id}`));
  }

  post(path: string, body: unknown = {}): Promise<RestAnswer> {
    return this.operator.post(`${BASE}/${path}`, body);
  }

  patch(id: string, patch: unknown): Promise<RestAnswer> {
    return this.operator.send('PATCH', `${BASE}/${id}`, { body: patch });
  }

  delete(path: string): Promise<RestAnswer> {
    return this.operator.delete(`${BASE}/${path}`);
  }

  async addBook(id: string, book: object = SAMPLE_BOOK): Promise<string> {
    return (await bodyOf<{ id: string }>(this.post(`${id}/books`, book))).id;
  }

  figures(id: string, unitId?: string): Promise<CampaignFigures> {
    return bodyOf(this.operator.get(`${BASE}/${id}/figures${unitId === undefined ? '' : `?unitId=${unitId}`}`));
  }

  reflections(id: string, query = ''): Promise<ReflectionPage> {
    return bodyOf(this.operator.get(`${BASE}/${id}/reflections?${query}`));
  }

  recognition(id: string): Promise<RecognitionList> {
    return bodyOf(this.operator.get(`${BASE}/${id}/recognition`));
  }
}

interface Reader {
  readonly personId: string;
  readonly unitId: string;
}

/** Books that somebody read to the end, all in one format. */
export async function readBooks(
  server: InProcessServer,
  campaignId: string,
  reader: Reader,
  bookIds: readonly string[],
  more: Partial<ReadingEntity> = {},
): Promise<void> {
  await server.app.get(WriteQueue).run(async (manager) => {
    for (const bookId of bookIds) {
      await manager.insert(ReadingEntity, {
        id: newId(),
        campaignId,
        ...reader,
        bookId,
        format: 'print',
        progress: 100,
        page: null,
        pages: null,
        minutes: 0,
        finishedOn: '2026-05-01',
        createdAt: 1,
        changedAt: 1,
        ...more,
      });
    }
  });
}

/** A reflection that was handed in. @returns its id */
export async function handIn(
  server: InProcessServer,
  campaignId: string,
  writer: Reader,
  more: Partial<ReflectionEntity> = {},
): Promise<string> {
  const id = newId();
  await server.app.get(WriteQueue).run((manager) =>
    manager.insert(ReflectionEntity, {
      id,
      campaignId,
      ...writer,
      bookId: null,
      title: '示例心得',
      form: 'text',
      words: '示例心得的内容。',
      transcript: '',
      status: 'submitted',
      sourceId: null,
      createdAt: 1,
      changedAt: 1,
      submittedAt: 1,
      decidedAt: null,
      decidedBy: null,
      returnReason: null,
      ...more,
    }),
  );
  return id;
}
