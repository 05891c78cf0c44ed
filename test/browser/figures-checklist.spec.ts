import { checklistOver } from './checklist.js';
import { FIGURES_PAGES, makeFigures } from './figures-pages.js';
import { IN_HAND } from './pages.js';

checklistOver('figures of the study log', FIGURES_PAGES, IN_HAND, makeFigures);
