import { checklistOver } from './checklist.js';
import { PLAY_PAGES, IN_HAND } from './pages.js';

checklistOver('playing', PLAY_PAGES, IN_HAND);
