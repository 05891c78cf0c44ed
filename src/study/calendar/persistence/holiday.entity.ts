import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { integer, text } from '../../../platform/database/columns.js';
import { HolidayYearEntity } from './holiday-year.entity.js';

@Entity('holiday')
@Index('ix_holiday_year', ['year'])
@Check('ck_holiday_kind', `"kind" IN ('off', 'work')`)
export class HolidayEntity {
  /** YYYY-MM-DD in China. */
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_holiday' })
  date!: string;

  @Column(integer)
  @ForeignKey(() => HolidayYearEntity, 'year', { name: 'fk_holiday_year', onDelete: 'CASCADE' })
  year!: number;

  @Column(text)
  kind!: 'off' | 'work';

  @Column(text)
  name!: string;
}
