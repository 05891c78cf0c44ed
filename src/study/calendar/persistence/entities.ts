import { CalendarFeedEntity } from './calendar-feed.entity.js';
import { CalendarNodeEntity } from './calendar-node.entity.js';
import { HolidayYearEntity } from './holiday-year.entity.js';
import { HolidayEntity } from './holiday.entity.js';

/** For the composition root and the persistence tests. */
export const CALENDAR_ENTITIES = [CalendarNodeEntity, HolidayYearEntity, HolidayEntity, CalendarFeedEntity];
