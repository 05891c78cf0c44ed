import { checklistOver } from './checklist.js';
import { makeOwnReading, OWN_READING_PAGES } from './own-reading-pages.js';
import { IN_HAND } from './pages.js';

checklistOver("reading campaigns on a member's phone", OWN_READING_PAGES, IN_HAND, makeOwnReading);
