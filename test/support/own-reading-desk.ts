/** A reading campaign over REST, as one member takes part in it. */
import type {
  MemberBookDetail,
  MemberCampaign,
  MemberCampaignSummary,
  NewReflectionBody,
  OwnReflection,
  ReadingBody,
} from '../../src/protocol/own-reading.js';
import { bodyOf } from './contest-stage.js';
import type { RestAnswer, RestClient } from './rest-client.js';

export const OWN_READING = '/api/member/reading/campaigns';

export const HALF_WAY: ReadingBody = { format: 'print', progress: 50, page: null, pages: null, minutes: 0 };
export const TO_THE_END: ReadingBody = { ...HALF_WAY, progress: 100 };
export const SAMPLE_REFLECTION: NewReflectionBody = {
  sourceId: 'sample-reflection-1',
  bookId: null,
  title: '示例心得',
  form: 'text',
  words: '示例心得的内容。',
  transcript: '',
};

export class OwnReadingDesk {
  constructor(
    readonly client: RestClient,
    readonly campaignId: string,
  ) {}

  static list(client: RestClient): Promise<MemberCampaignSummary[]> {
    return bodyOf(client.get(OWN_READING));
  }

  detail(): Promise<MemberCampaign> {
    return bodyOf(this.client.get(`${OWN_READING}/${this.campaignId}`));
  }

  book(bookId: string): Promise<MemberBookDetail> {
    return bodyOf(this.client.get(this.path(`books/${bookId}`)));
  }

  get(path: string): Promise<RestAnswer> {
    return this.client.get(this.path(path));
  }

  post(path: string, body: unknown = {}): Promise<RestAnswer> {
    return this.client.post(this.path(path), body);
  }

  put(path: string, body: unknown): Promise<RestAnswer> {
    return this.client.send('PUT', this.path(path), { body });
  }

  delete(path: string): Promise<RestAnswer> {
    return this.client.delete(this.path(path));
  }

  join(joined = true): Promise<RestAnswer> {
    return this.put('joining', { joined });
  }

  declare(bookId: string, body: Partial<ReadingBody> = {}): Promise<RestAnswer> {
    return this.put(`books/${bookId}/reading`, { ...HALF_WAY, ...body });
  }

  write(more: Partial<NewReflectionBody> = {}): Promise<OwnReflection> {
    return bodyOf(this.post('reflections', { ...SAMPLE_REFLECTION, ...more }));
  }

  /** One that was written and handed in. */
  async handIn(more: Partial<NewReflectionBody> = {}): Promise<OwnReflection> {
    const { id } = await this.write(more);
    return bodyOf(this.post(`reflections/${id}/submit`));
  }

  path(rest: string): string {
    return `${OWN_READING}/${this.campaignId}/${rest}`;
  }
}
