import { checklistOver } from './checklist.js';
import { OPERATOR_PAGES, IN_HAND } from './pages.js';

checklistOver('operators', OPERATOR_PAGES, IN_HAND);
