import { checklistOver } from './checklist.js';
import { IN_HAND } from './pages.js';
import { makeReading, READING_PAGES } from './reading-pages.js';

checklistOver('reading campaigns', READING_PAGES, IN_HAND, async (stage) => {
  // A number that is none is what one state is about.
  stage.stage.allow(/status of 400 .*isbn=/);
  await makeReading(stage);
});
