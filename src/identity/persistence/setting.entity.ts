import { Column, Entity, PrimaryColumn } from 'typeorm';

import { longText, text } from '../../platform/database/columns.js';

/** Settings of the whole server that an administrator changes while it runs. */
@Entity('setting')
export class SettingEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_setting' })
  name!: string;

  @Column(longText)
  value!: string;
}
