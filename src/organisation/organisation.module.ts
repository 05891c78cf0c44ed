import { Module } from '@nestjs/common';

import { IdentityModule } from '../identity/identity.module.js';
import { QuestionBankModule } from '../question-bank/question-bank.module.js';
import { OrganisationDeeds } from './organisation-deeds.js';
import { OrganisationService } from './organisation.service.js';
import { OrganisationView } from './organisation-view.js';
import { PersonController } from './person.controller.js';
import { PersonEditor } from './person-editor.service.js';
import { PersonParts } from './person-parts.service.js';
import { RosterController } from './roster.controller.js';
import { RosterImport } from './roster-import.service.js';
import { UnitController } from './unit.controller.js';
import { UnitEditor } from './unit-editor.service.js';

@Module({
  imports: [IdentityModule, QuestionBankModule],
  controllers: [PersonController, RosterController, UnitController],
  providers: [
    OrganisationDeeds,
    OrganisationService,
    OrganisationView,
    PersonEditor,
    PersonParts,
    RosterImport,
    UnitEditor,
  ],
  exports: [OrganisationService, PersonParts],
})
export class OrganisationModule {}
