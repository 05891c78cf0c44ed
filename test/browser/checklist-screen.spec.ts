import { checklistOver } from './checklist.js';
import { SCREEN_PAGES, IN_HALL } from './pages.js';

checklistOver('screen', SCREEN_PAGES, IN_HALL);
