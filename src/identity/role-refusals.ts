import type { GrantFault, RoleFault } from '../core/access/rights.js';
import { refuse, type RefusalError } from '../platform/refusal.js';

type Fault = RoleFault | GrantFault | 'last-holder' | 'unit-missing';

const SENTENCES: Readonly<Record<Fault, string>> = {
  'simple-mode-only': '已实行三员分立，不再有“管理员（全部权限）”角色，请选择系统管理员、安全管理员或审计员。',
  'two-trusted': '已实行三员分立，系统管理员、安全管理员、审计员不能由同一人担任，请只选其中一个。',
  'trusted-with-contest': '三员不能同时担任能改成绩、能看作答或个人需要的角色，请取消其中一项。',
  'last-holder': '这是担任该管理角色的最后一人，请先让另一位同志担任，再进行此操作。',
  'own-roles': '不能更改自己的角色，请由另一位有权授予角色的同志操作。',
  'administrator-only': '“管理员（全部权限）”角色只能由管理员授予或收回，请联系管理员。',
  'unit-missing': '支部书记的权限限于本支部，请选择所在单位。',
};

export const refusalOfRoles = (fault: Fault): RefusalError =>
  refuse('auth.roles-refused', { details: [{ path: 'roles', message: SENTENCES[fault] }], message: SENTENCES[fault] });
