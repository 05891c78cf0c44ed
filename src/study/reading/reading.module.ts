import { Module } from '@nestjs/common';

import { IdentityModule } from '../../identity/identity.module.js';
import { MemberModule } from '../../member/member.module.js';
import { OrganisationModule } from '../../organisation/organisation.module.js';
import { AttachmentsModule } from '../attachments/attachments.module.js';
import { StatementModule } from '../statement/statement.module.js';
import { StudyDeedsModule } from '../study-deeds.module.js';
import { CampaignEditor } from './campaign-editor.js';
import { CampaignReport } from './campaign-report.js';
import { CampaignReportController } from './campaign-report.controller.js';
import { CampaignShelf } from './campaign-shelf.js';
import { CampaignsController } from './campaigns.controller.js';
import { CampaignHonours } from './own/campaign-honours.js';
import { OwnCampaigns } from './own/own-campaigns.js';
import { OwnCampaignsController } from './own/own-campaigns.controller.js';
import { OwnJoining } from './own/own-joining.js';
import { OwnReadings } from './own/own-readings.js';
import { OwnRecommendations } from './own/own-recommendations.js';
import { OwnReflections } from './own/own-reflections.js';
import { OwnReflectionsController } from './own/own-reflections.controller.js';
import { OwnStandings } from './own/own-standing.js';
import { ReadingMonths } from './reading-month.js';
import { ReadingPart } from './reading-part.js';
import { ReadingScope } from './reading-scope.js';
import { ReflectionRecordings } from './reflection-recordings.js';
import { ReflectionReview } from './reflection-review.js';

/** Reading campaigns: the operators' side, and in `own/` the members'. */
@Module({
  imports: [IdentityModule, MemberModule, OrganisationModule, AttachmentsModule, StatementModule, StudyDeedsModule],
  controllers: [CampaignsController, CampaignReportController, OwnCampaignsController, OwnReflectionsController],
  providers: [
    CampaignEditor,
    CampaignHonours,
    CampaignReport,
    CampaignShelf,
    OwnCampaigns,
    OwnJoining,
    OwnReadings,
    OwnRecommendations,
    OwnReflections,
    OwnStandings,
    ReadingMonths,
    ReadingPart,
    ReadingScope,
    ReflectionRecordings,
    ReflectionReview,
  ],
  exports: [ReadingMonths],
})
export class ReadingModule {}
