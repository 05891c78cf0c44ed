import { Module } from '@nestjs/common';

import { IdentityModule } from '../../identity/identity.module.js';
import { OrganisationModule } from '../../organisation/organisation.module.js';
import { CampaignEditor } from './campaign-editor.js';
import { CampaignReport } from './campaign-report.js';
import { CampaignReportController } from './campaign-report.controller.js';
import { CampaignShelf } from './campaign-shelf.js';
import { CampaignsController } from './campaigns.controller.js';
import { ReadingScope } from './reading-scope.js';
import { ReflectionReview } from './reflection-review.js';

@Module({
  imports: [IdentityModule, OrganisationModule],
  controllers: [CampaignsController, CampaignReportController],
  providers: [CampaignEditor, CampaignReport, CampaignShelf, ReadingScope, ReflectionReview],
})
export class ReadingModule {}
