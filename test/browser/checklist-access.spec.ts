import { ACCESS_PAGES } from './access-pages.js';
import { checklistOver } from './checklist.js';
import { IN_HAND } from './pages.js';

checklistOver('roles and sessions', ACCESS_PAGES, IN_HAND);
