import { can } from '../../identity/identity.module.js';
import type { OperatorIdentity } from '../../identity/identity.service.js';
import type { MemberIdentity } from '../../member/member.module.js';
import type { By } from '../study-deeds.js';

/** Who reads or writes entries: an operator within a part of the tree, or a person for themselves. */
export type Actor = OperatorActor | MemberActor;

export interface OperatorActor {
  readonly kind: 'operator';
  readonly operator: OperatorIdentity;
}
export interface MemberActor extends Self {
  readonly kind: 'member';
}

export const asOperator = (operator: OperatorIdentity): OperatorActor => ({ kind: 'operator', operator });

/** A person for themselves; where they belong now, null: nowhere. */
export interface Self {
  readonly personId: string;
  readonly unitId: string | null;
}
export const selfOf = ({ personId, unitId }: MemberIdentity): Self => ({ personId, unitId });
export const asMember = ({ personId, unitId }: Self): MemberActor => ({ kind: 'member', personId, unitId });

export const byOf = (actor: Actor): By =>
  actor.kind === 'operator' ? { kind: 'operator', id: actor.operator.id } : { kind: 'member', id: actor.personId };

export type StudyRight = 'study.read' | 'study.keep' | 'study.approve';

/** The unit below which an operator has the right; null: everywhere; undefined: nowhere. */
export function reachOf(operator: OperatorIdentity, right: StudyRight): string | null | undefined {
  if (can(operator, right, { unitId: '' })) return null;
  return can(operator, right) ? (operator.unitId ?? undefined) : undefined;
}
