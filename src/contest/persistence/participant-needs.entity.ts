import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import { instant, integerOrNull, longText, text } from '../../platform/database/columns.js';
import { ParticipantEntity } from './participant.entity.js';

/** Kept apart and encrypted (FieldCipher); withdrawing consent deletes the row. */
@Entity('participant_needs')
export class ParticipantNeedsEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_participant_needs' })
  @ForeignKey(() => ParticipantEntity, 'id', { name: 'fk_participant_needs_participant', onDelete: 'CASCADE' })
  participantId!: string;

  @Column(longText)
  needsEncrypted!: string;

  @Column(instant)
  consentAt!: number;

  @Column(integerOrNull)
  noticeVersion!: number | null;

  @Column(instant)
  updatedAt!: number;
}
