import type { PeopleFigures, UnitFigures } from '@protocol/study-figures.js';
import { operatorApi } from '../session.js';

interface Span {
  readonly from: string;
  readonly to: string;
}
const path = (unitId: string, rest: string, { from, to }: Span): string =>
  `/api/study/units/${encodeURIComponent(unitId)}/figures${rest}?from=${from}&to=${to}`;

export const figuresApi = {
  unit: (unitId: string, span: Span) => operatorApi.get<UnitFigures>(path(unitId, '', span)),
  people: (unitId: string, span: Span) => operatorApi.get<PeopleFigures>(path(unitId, '/people', span)),
};
export const figuresFile = (unitId: string, span: Span): string => path(unitId, '/file', span);
