import { checklistOver } from './checklist.js';
import { makeOwnEntries, OWN_ENTRIES_PAGES } from './own-entries-pages.js';
import { IN_HAND } from './pages.js';

checklistOver("a member's own study entries", OWN_ENTRIES_PAGES, IN_HAND, async (stage) => {
  // A network that is away, a conflict and evidence that is missing are what some states are about.
  stage.stage.allow(/net::ERR_FAILED .*\/entries$/, /status of 409 .*\/entries\//, /status of 422 .*\/submit$/);
  await makeOwnEntries(stage);
});
