import { checklistOver } from './checklist.js';
import { IN_HAND } from './pages.js';
import { makeMatters, REVIEW_PAGES } from './review-pages.js';

checklistOver('results after play', REVIEW_PAGES, IN_HAND, makeMatters);
