import { checklistOver } from './checklist.js';
import { makeMembers, MEMBER_PAGES } from './member-pages.js';
import { IN_HAND } from './pages.js';

checklistOver("a member's own pages", MEMBER_PAGES, IN_HAND, makeMembers);
