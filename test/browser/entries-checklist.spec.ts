import { checklistOver } from './checklist.js';
import { ENTRIES_PAGES, makeEntries, MODES_PAGES } from './entries-pages.js';
import { IN_HAND } from './pages.js';

checklistOver('study entries and modes', [...ENTRIES_PAGES, ...MODES_PAGES], IN_HAND, async (stage) => {
  // A network that is away, a conflict and evidence that is missing are what some states are about.
  stage.stage.allow(/net::ERR_FAILED .*\/entries$/, /status of 409 .*\/entries\//, /status of 422 .*\/submit$/);
  await makeEntries(stage);
});
