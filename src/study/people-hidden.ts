import { refuse, type RefusalError } from '../platform/refusal.js';
import { ERROR_MESSAGES } from '../protocol/error-code.js';

/** People by name, where they are shown to somebody else. @param path what was asked for them */
export const peopleHidden = (path: string, message: string = ERROR_MESSAGES['study.people-hidden']): RefusalError =>
  refuse('study.people-hidden', { message, details: [{ path, message }] });
