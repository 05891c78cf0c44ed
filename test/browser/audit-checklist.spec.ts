import { AUDIT_PAGES } from './audit-pages.js';
import { checklistOver } from './checklist.js';
import { IN_HAND } from './pages.js';

checklistOver('audit log', AUDIT_PAGES, IN_HAND);
