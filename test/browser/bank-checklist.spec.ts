import { checklistOver } from './checklist.js';
import { BANK_PAGES } from './bank-pages.js';
import { IN_HAND } from './pages.js';
import { makeOwnBank } from '../support/bank-fixtures.js';

checklistOver('question banks', BANK_PAGES, IN_HAND, async (stage) => {
  // Refusals that the states are about.
  stage.stage.allow(/status of 4(09|22)/);
  // Contests of the stage draw from the first bank there is: made before another one.
  await stage.contest('draft');
  await makeOwnBank(stage.operator);
});
