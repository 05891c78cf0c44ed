import { Column, Entity, PrimaryColumn } from 'typeorm';

import { instant, text } from '../database/columns.js';

/** A node that runs, or ran lately: it writes its beat each second, and takes its row away when it is stopped. */
@Entity('server_node')
export class ServerNodeEntity {
  @PrimaryColumn({ ...text, primaryKeyConstraintName: 'pk_server_node' })
  name!: string;

  /** Of the start of it. */
  @Column(text)
  incarnation!: string;

  @Column(instant)
  startedAt!: number;

  @Column(instant)
  beatAt!: number;
}
