import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

import type { ActivityDefinition, Result, Verb } from '../../core/study/statement/statement.js';
import {
  instant,
  instantOrNull,
  integer,
  json,
  jsonOrNull,
  text,
  textOrNull,
} from '../../platform/database/columns.js';

/** The base of every IRI and of every actor's account, as it was when the first statement was written. */
@Entity('statement_origin')
@Check('ck_statement_origin_single', '"id" = 1')
export class StatementOriginEntity {
  @PrimaryColumn({ ...integer, primaryKeyConstraintName: 'pk_statement_origin' })
  id!: number;

  @Column(text)
  base!: string;
}

/** The only way from a pseudonym to a person. */
@Entity('statement_actor')
@Unique('uq_statement_actor_name', ['name'])
export class StatementActorEntity {
  /** Erasing a person deletes the row. */
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_statement_actor' })
  personId!: string;

  @Column(text)
  name!: string;
}

@Entity('statement_activity')
export class StatementActivityEntity {
  /** IRI. */
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_statement_activity' })
  id!: string;

  @Column(json)
  definition!: ActivityDefinition;
}

/** Insert-only. The activity stands once for all who did it: a contest of 20,000 people has as many lines an item. */
@Entity('statement')
@Unique('uq_statement_sequence', ['sequence'])
@Unique('uq_statement_source', ['source', 'sourceId'])
@Unique('uq_statement_voids', ['voids'])
@Index('ix_statement_actor', ['actor', 'sequence'])
@Index('ix_statement_activity', ['activityId', 'sequence'])
@Index('ix_statement_parent', ['parent', 'sequence'])
@Index('ix_statement_registration', ['registration'])
@Index('ix_statement_stored', ['storedAt'])
@Check(
  'ck_statement_verb',
  `"verb" IN ('attempted', 'answered', 'completed', 'passed', 'failed', 'experienced', 'voided')`,
)
@Check('ck_statement_object', `("activity_id" IS NULL) <> ("voids" IS NULL)`)
export class StatementEntity {
  /** UUID of chance alone: it says nothing about when and for whom. */
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_statement' })
  id!: string;

  /** Grows with every statement; those that were written already leave gaps. */
  @Column(integer)
  sequence!: number;

  @Column(instant)
  storedAt!: number;

  @Column(instant)
  happenedAt!: number;

  /** Pseudonym. */
  @Column(text)
  actor!: string;

  @Column(text)
  verb!: Verb;

  @Column(textOrNull)
  @ForeignKey(() => StatementActivityEntity, 'id', { name: 'fk_statement_activity' })
  activityId!: string | null;

  @Column(textOrNull)
  parent!: string | null;

  @Column(jsonOrNull)
  result!: Result | null;

  @Column(textOrNull)
  registration!: string | null;

  /** The statement that this one takes back. */
  @Column(textOrNull)
  voids!: string | null;

  @Column(text)
  source!: string;

  /** What of the source it comes from; replaced by chance where its person is erased. */
  @Column(text)
  sourceId!: string;
}

/** Contests whose statements are all written. */
@Entity('statement_contest')
export class StatementContestEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_statement_contest' })
  contestId!: string;

  @Column(instant)
  writtenAt!: number;
}

/** What another program reads the statements with. */
@Entity('statement_credential')
@Unique('uq_statement_credential_login', ['login'])
export class StatementCredentialEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_statement_credential' })
  id!: string;

  @Column(text)
  name!: string;

  @Column(text)
  login!: string;

  @Column(text)
  secretHash!: string;

  @Column(instant)
  createdAt!: number;

  @Column(textOrNull)
  @ForeignKey('operator', 'id', { name: 'fk_statement_credential_created_by' })
  createdBy!: string | null;

  @Column(instantOrNull)
  revokedAt!: number | null;
}

/** How far the outside record store has them. */
@Entity('statement_push')
@Check('ck_statement_push_single', '"id" = 1')
export class StatementPushEntity {
  @PrimaryColumn({ ...integer, primaryKeyConstraintName: 'pk_statement_push' })
  id!: number;

  /** Of the last one that is there. */
  @Column(integer)
  sequence!: number;

  /** Those that it would not take. */
  @Column(integer)
  refused!: number;

  /** Tries in a row that failed. */
  @Column(integer)
  failures!: number;

  @Column(textOrNull)
  fault!: string | null;

  @Column(instant)
  at!: number;

  /** The start of the node that sends at this time, where there are several; another takes over after this instant. */
  @Column(textOrNull)
  heldBy!: string | null;

  @Column(instantOrNull)
  heldUntil!: number | null;
}

export const STATEMENT_ENTITIES = [
  StatementOriginEntity,
  StatementActorEntity,
  StatementActivityEntity,
  StatementEntity,
  StatementContestEntity,
  StatementCredentialEntity,
  StatementPushEntity,
];
