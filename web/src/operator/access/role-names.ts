import { useI18n } from 'vue-i18n';
import type { Role } from '@protocol/access.js';

/** The names of somebody's roles in one line. */
export function useRoleNames(): (roles: readonly Role[]) => string {
  const { t } = useI18n();
  return (roles) =>
    roles.length === 0
      ? t('operator.access.none')
      : roles.map((role) => t(`operator.access.role.${role}`)).join(t('operator.listSeparator'));
}
