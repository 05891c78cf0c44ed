import { Module } from '@nestjs/common';

import { IdentityModule } from '../../identity/identity.module.js';
import { MemberModule } from '../../member/member.module.js';
import { OrganisationModule } from '../../organisation/organisation.module.js';
import { HoursModule } from '../hours/hours.module.js';
import { ModesModule } from '../modes/modes.module.js';
import { FigureScopesModule } from '../figure-scopes.module.js';
import { StudyDeedsModule } from '../study-deeds.module.js';
import { FigurePeriods } from './figure-period.service.js';
import { FiguresController } from './figures.controller.js';
import { OwnFiguresController } from './own-figures.controller.js';
import { PersonFigures } from './person-figures.service.js';
import { PersonRankings } from './person-ranking.service.js';
import { UnitFigures } from './unit-figures.service.js';

/** What the study log comes to: coverage of the modes, hours, reading, months. */
@Module({
  imports: [
    IdentityModule,
    MemberModule,
    OrganisationModule,
    ModesModule,
    HoursModule,
    FigureScopesModule,
    StudyDeedsModule,
  ],
  controllers: [FiguresController, OwnFiguresController],
  providers: [FigurePeriods, PersonFigures, PersonRankings, UnitFigures],
})
export class FiguresModule {}
