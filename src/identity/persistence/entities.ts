import { OperatorSessionEntity } from './operator-session.entity.js';
import { OperatorEntity } from './operator.entity.js';
import { SettingEntity } from './setting.entity.js';
import { SignInDelayEntity } from './sign-in-delay.entity.js';

/** For the composition root and the persistence tests. */
export const IDENTITY_ENTITIES = [
  OperatorEntity,
  OperatorSessionEntity,
  SignInDelayEntity,
  SettingEntity,
  OperatorActionEntity,
];
