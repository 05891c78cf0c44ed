import { OperatorOidcEntity } from './operator-oidc.entity.js';
import { OperatorPasswordEntity } from './operator-password.entity.js';
import { OperatorRecoveryCodeEntity } from './operator-recovery-code.entity.js';
import { OperatorRoleEntity } from './operator-role.entity.js';
import { OperatorSessionEntity } from './operator-session.entity.js';
import { OperatorTotpEntity } from './operator-totp.entity.js';
import { OperatorEntity } from './operator.entity.js';
import { SettingEntity } from './setting.entity.js';
import { SignInDelayEntity } from './sign-in-delay.entity.js';

/** For the composition root and the persistence tests. */
export const IDENTITY_ENTITIES = [
  OperatorEntity,
  OperatorRoleEntity,
  OperatorTotpEntity,
  OperatorRecoveryCodeEntity,
  OperatorPasswordEntity,
  OperatorOidcEntity,
  OperatorSessionEntity,
  SignInDelayEntity,
  SettingEntity,
];
