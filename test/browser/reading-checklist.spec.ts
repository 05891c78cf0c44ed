import { checklistOver } from './checklist.js';
import { IN_HAND } from './pages.js';
import { makeReading, READING_PAGES } from './reading-pages.js';

checklistOver('reading campaigns', READING_PAGES, IN_HAND, makeReading);
