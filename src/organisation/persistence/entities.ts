import { MembershipEntity } from './membership.entity.js';
import { PersonEntity } from './person.entity.js';
import { UnitLevelEntity } from './unit-level.entity.js';
import { UnitNameEntity } from './unit-name.entity.js';
import { UnitEntity } from './unit.entity.js';

/** For the composition root and the persistence tests. */
export const ORGANISATION_ENTITIES = [UnitLevelEntity, UnitEntity, UnitNameEntity, PersonEntity, MembershipEntity];
