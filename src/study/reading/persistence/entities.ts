import { BookRecommendationEntity } from './book-recommendation.entity.js';
import { BookEntity } from './book.entity.js';
import { CampaignBookEntity } from './campaign-book.entity.js';
import { CampaignConsentEntity } from './campaign-consent.entity.js';
import { CampaignMemberEntity } from './campaign-member.entity.js';
import { ReadingCampaignEntity } from './reading-campaign.entity.js';
import { ReadingNoteEntity } from './reading-note.entity.js';
import { ReadingEntity } from './reading.entity.js';
import { ReflectionEntity } from './reflection.entity.js';

/** For the composition root and the persistence tests. */
export const READING_ENTITIES = [
  ReadingCampaignEntity,
  BookEntity,
  CampaignBookEntity,
  BookRecommendationEntity,
  ReadingEntity,
  ReadingNoteEntity,
  ReflectionEntity,
  CampaignConsentEntity,
  CampaignMemberEntity,
];
