import { IsInt, IsObject, Matches, Max, Min } from 'class-validator';

import { isPlainBody } from '../../platform/http/clean-text.js';
import type { SubmitMessage } from '../../protocol/events.js';
import type { ItemResponse } from '../../protocol/item.js';

/** Ids of our own making, and room for other makings. */
const ID = /^[A-Za-z0-9_-]{1,64}$/;
const SUBMISSION_ID = /^[A-Za-z0-9_-]{8,64}$/;
export const MOST_OPENINGS = 1000;

/**
 * The shape of `response:submit`. The gateway does not run this class on the hot path but `isSubmitMessage`, which
 * a property test holds equal to it; the response itself is checked against its item by the core.
 */
export class SubmitDto {
  @Matches(ID)
  readonly contestId!: string;

  @Matches(ID)
  readonly contestItemId!: string;

  @IsInt()
  @Min(1)
  @Max(MOST_OPENINGS)
  readonly opening!: number;

  @Matches(SUBMISSION_ID)
  readonly submissionId!: string;

  @IsObject()
  readonly response!: ItemResponse;
}

const KEYS: ReadonlySet<string> = new Set(['contestId', 'contestItemId', 'opening', 'submissionId', 'response']);

/** The compiled twin of SubmitDto under `whitelist` and `forbidNonWhitelisted`. */
export function isSubmitMessage(message: unknown): message is SubmitMessage {
  if (typeof message !== 'object' || message === null || Array.isArray(message)) return false;
  for (const key in message) if (!KEYS.has(key)) return false;
  const { contestId, contestItemId, opening, submissionId, response } = message as Record<string, unknown>;
  return (
    isText(contestId, ID) &&
    isText(contestItemId, ID) &&
    typeof opening === 'number' &&
    Number.isInteger(opening) &&
    opening >= 1 &&
    opening <= MOST_OPENINGS &&
    isText(submissionId, SUBMISSION_ID) &&
    typeof response === 'object' &&
    response !== null &&
    !Array.isArray(response) &&
    isPlainBody(response)
  );
}

function isText(value: unknown, pattern: RegExp): value is string {
  return typeof value === 'string' && pattern.test(value);
}
