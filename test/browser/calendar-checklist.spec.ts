import { CALENDAR_PAGES } from './calendar-pages.js';
import { checklistOver } from './checklist.js';
import { IN_HAND } from './pages.js';

checklistOver('the study calendar', CALENDAR_PAGES, IN_HAND);
