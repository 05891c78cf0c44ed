import { isObject } from '../../core/study/entry-input.js';
import { refuse } from '../../platform/refusal.js';
import type { NewEntryBody } from '../../protocol/study.js';

const ID = /^[\w./:-]{1,100}$/;

/** The body of a new entry: ids here, its fields by the reader of all entries. @throws RefusalError study.entry-rejected */
export function newEntryOf(body: unknown): NewEntryBody {
  if (!isObject(body)) throw refuse('protocol.malformed');
  const { unitId, personId, sourceId } = body;
  const details = [
    ...(isId(unitId) ? [] : [{ path: 'unitId', message: '请选择支部。' }]),
    ...(personId === undefined || isId(personId) ? [] : [{ path: 'personId', message: '请重新选择人员。' }]),
    ...(sourceId === undefined || isId(sourceId)
      ? []
      : [{ path: 'sourceId', message: '编号不正确，请刷新页面后重试。' }]),
  ];
  if (details.length > 0) throw refuse('study.entry-rejected', { details });
  return body as unknown as NewEntryBody;
}

const isId = (value: unknown): boolean => typeof value === 'string' && ID.test(value);
