import { checklistOver } from './checklist.js';
import { makeWorld, ORGANISATION_PAGES } from './organisation-pages.js';
import { IN_HAND } from './pages.js';

checklistOver('the organisation', ORGANISATION_PAGES, IN_HAND, makeWorld);
