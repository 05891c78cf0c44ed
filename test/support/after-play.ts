/** A contest that is played to its end, and what may happen to its result before it is final. */
import type {
  AdjustmentBody,
  AdjustmentInfo,
  AppealDetail,
  AppealInfo,
  ApplyCorrectionBody,
  CorrectionBody,
  CorrectionPreview,
  CorrectionSheet,
  OwnRecord,
  RulingBody,
} from '../../src/protocol/corrections.js';
import type { Console, Participant } from './contest-client.js';
import { bodyOf, rightResponse, wrongResponse, type Stage } from './contest-stage.js';
import type { RestAnswer, RestClient } from './rest-client.js';

/** `right[number][index]` of each item and person; undefined: does not respond. */
export type Hits = readonly (readonly (boolean | undefined)[])[];

/** One item after the other, from the next one on; stops before the end. */
export async function playItems(
  stage: Stage,
  host: Console,
  people: readonly Participant[],
  hits: Hits,
): Promise<void> {
  for (const right of hits) {
    await host.pressAll('item:present', 'item:open');
    const contestItemId = (await host.client.phase('open')).item?.contestItemId ?? '';
    const item = stage.item(contestItemId);
    for (const [index, person] of people.entries()) {
      const hit = right[index];
      if (hit === undefined) continue;
      const ack = await person.respond(hit ? rightResponse(item) : wrongResponse(item));
      if (!ack.ok) throw new Error(ack.error.code);
    }
    // All present have responded, or the host closes over the others.
    await host.press('item:close', { override: true });
    await host.client.phase('closed');
    await host.pressAll('item:reveal');
    await Promise.all(people.map(({ client }) => client.phase('revealed')));
  }
}

/** What operators do after play, over REST. */
export class Review {
  constructor(
    private readonly stage: Stage,
    readonly operator: RestClient,
  ) {}

  private path(rest: string): string {
    return `/api/contests/${this.stage.contestId}/${rest}`;
  }

  sheet(): Promise<CorrectionSheet> {
    return bodyOf(this.operator.get(this.path('corrections')));
  }
  preview(body: CorrectionBody): Promise<RestAnswer> {
    return this.operator.post(this.path('corrections/preview'), body);
  }
  moves(body: CorrectionBody): Promise<CorrectionPreview> {
    return bodyOf(this.preview(body));
  }
  apply(body: ApplyCorrectionBody): Promise<RestAnswer> {
    return this.operator.post(this.path('corrections'), body);
  }
  cancel(version: number, expectedVersion: number, reason = '示例撤回理由'): Promise<RestAnswer> {
    return this.operator.post(this.path(`corrections/${version}/cancel`), { reason, expectedVersion });
  }

  adjustments(): Promise<AdjustmentInfo[]> {
    return bodyOf(this.operator.get(this.path('adjustments')));
  }
  propose(body: AdjustmentBody): Promise<RestAnswer> {
    return this.operator.post(this.path('adjustments'), body);
  }
  decide(id: string, verdict: 'confirm' | 'reject'): Promise<RestAnswer> {
    return this.operator.post(this.path(`adjustments/${id}/${verdict}`), {});
  }

  appeals(): Promise<AppealInfo[]> {
    return bodyOf(this.operator.get(this.path('appeals')));
  }
  appeal(id: string): Promise<AppealDetail> {
    return bodyOf(this.operator.get(this.path(`appeals/${id}`)));
  }
  rule(id: string, body: RulingBody): Promise<RestAnswer> {
    return this.operator.post(this.path(`appeals/${id}/ruling`), body);
  }
}

export function ownRecord({ client, receipt }: Participant): Promise<OwnRecord> {
  return client.demand<OwnRecord>('record:own', { contestId: receipt.contestId });
}
