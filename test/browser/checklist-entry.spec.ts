import { checklistOver } from './checklist.js';
import { ENTRY_PAGES, IN_HAND } from './pages.js';

checklistOver('entering, information, public board', ENTRY_PAGES, IN_HAND);
