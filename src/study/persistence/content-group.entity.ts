import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';

import { instant, instantOrNull, integer, text } from '../../platform/database/columns.js';

/** 内容分组 */
@Entity('content_group')
@Unique('uq_content_group_name', ['name'])
export class ContentGroupEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_content_group' })
  id!: string;

  @Column(text)
  name!: string;

  @Column(integer)
  ordinal!: number;

  @Column(instant)
  createdAt!: number;

  @Column(instantOrNull)
  archivedAt!: number | null;
}
