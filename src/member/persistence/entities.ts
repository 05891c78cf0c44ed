import { MemberAccessEntity } from './member-access.entity.js';
import { MemberSessionEntity } from './member-session.entity.js';

/** For the composition root and the persistence tests. */
export const MEMBER_ENTITIES = [MemberAccessEntity, MemberSessionEntity];
