import { checklistOver } from './checklist.js';
import { HOURS_PAGES, makeLedgers } from './hours-pages.js';
import { IN_HAND } from './pages.js';

checklistOver('hours, files and certificates', HOURS_PAGES, IN_HAND, async (stage) => {
  // Years the wrong way round are what one state is about.
  stage.stage.allow(/status of 400 .*\/policies$/);
  await makeLedgers(stage);
});
