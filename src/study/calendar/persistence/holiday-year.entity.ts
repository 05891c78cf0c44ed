import { Column, Entity, PrimaryColumn } from 'typeorm';

import { instant, integer, text } from '../../../platform/database/columns.js';

/** A year whose arrangement was recorded here; it takes the place of what came with the software. */
@Entity('holiday_year')
export class HolidayYearEntity {
  @PrimaryColumn({ ...integer, primaryKeyConstraintName: 'pk_holiday_year' })
  year!: number;

  @Column(text)
  source!: string;

  @Column(instant)
  changedAt!: number;

  /** Id of the operator. */
  @Column(text)
  changedBy!: string;
}
