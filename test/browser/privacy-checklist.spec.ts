import { checklistOver } from './checklist.js';
import { IN_HAND } from './pages.js';
import { makeRequests, PRIVACY_PAGES } from './privacy-pages.js';

checklistOver('privacy', PRIVACY_PAGES, IN_HAND, makeRequests);
