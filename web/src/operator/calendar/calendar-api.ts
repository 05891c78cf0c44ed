/** Everything the calendar's page asks the server for. */
import type {
  CalendarFeedInfo,
  CalendarNodeBody,
  CalendarNodeChange,
  CalendarNodeInfo,
  CalendarYear,
  HolidayYearChange,
  ScheduleBody,
  ScheduleWarning,
} from '@protocol/calendar.js';
import { operatorApi } from '../session.js';

const BASE = '/api/study/calendar';
const of = (id: string): string => encodeURIComponent(id);

export const calendarApi = {
  year: (year: number) => operatorApi.get<CalendarYear>(`${BASE}/years/${year}`),
  nodes: () => operatorApi.get<readonly CalendarNodeInfo[]>(`${BASE}/nodes`),
  add: (body: CalendarNodeBody) => operatorApi.post<{ readonly id: string }>(`${BASE}/nodes`, body),
  change: (id: string, body: CalendarNodeChange) => operatorApi.put<void>(`${BASE}/nodes/${of(id)}`, body),
  hide: (id: string, hidden: boolean) => operatorApi.put<void>(`${BASE}/nodes/${of(id)}/hidden`, { hidden }),
  reset: (id: string) => operatorApi.delete<void>(`${BASE}/nodes/${of(id)}`),
  recordHolidays: (year: number, body: HolidayYearChange) => operatorApi.put<void>(`${BASE}/holidays/${year}`, body),
  check: (body: ScheduleBody) => operatorApi.post<readonly ScheduleWarning[]>(`${BASE}/check`, body),
  feed: () => operatorApi.get<CalendarFeedInfo>(`${BASE}/feed`),
  renewFeed: () => operatorApi.post<CalendarFeedInfo>(`${BASE}/feed/renew`),
};
