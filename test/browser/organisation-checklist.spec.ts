import { makeOrganisation } from '../support/organisation-fixtures.js';
import { checklistOver } from './checklist.js';
import { ORGANISATION_PAGES, WORLD } from './organisation-pages.js';
import { IN_HAND } from './pages.js';

checklistOver('the organisation', ORGANISATION_PAGES, IN_HAND, async (stage) => {
  WORLD.made = await makeOrganisation(stage.operator);
  const host = await stage.stage.server.console(stage.operator, WORLD.made.running.id);
  await host.command('contest:open-lobby', WORLD.made.running.id);
  host.close();
});
