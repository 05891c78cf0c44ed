import { AppealEntity } from './appeal.entity.js';
import { CaptionEntity } from './caption.entity.js';
import { ContestBranchEntity } from './contest-branch.entity.js';
import { ContestEventEntity } from './contest-event.entity.js';
import { ContestItemEntity } from './contest-item.entity.js';
import { ContestRosterEntity } from './contest-roster.entity.js';
import { ContestRoundEntity } from './contest-round.entity.js';
import { ContestUnitEntity } from './contest-unit.entity.js';
import { ContestEntity } from './contest.entity.js';
import { HeartbeatEntity } from './heartbeat.entity.js';
import { NeedsDecisionEntity } from './needs-decision.entity.js';
import { ParticipantNeedsEntity } from './participant-needs.entity.js';
import { ParticipantEntity } from './participant.entity.js';
import { PersonNeedsEntity } from './person-needs.entity.js';
import { PointsAdjustmentEntity } from './points-adjustment.entity.js';
import { ResponseEntity } from './response.entity.js';

/** For the composition root and the persistence tests. */
export const CONTEST_ENTITIES = [
  ContestEntity,
  ContestBranchEntity,
  ContestUnitEntity,
  ContestRosterEntity,
  ContestRoundEntity,
  ContestItemEntity,
  ContestEventEntity,
  ParticipantEntity,
  ParticipantNeedsEntity,
  PersonNeedsEntity,
  NeedsDecisionEntity,
  ResponseEntity,
  PointsAdjustmentEntity,
  AppealEntity,
  CaptionEntity,
  HeartbeatEntity,
];
