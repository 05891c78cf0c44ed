import { Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';

/** The read-only side of the database: sees every committed row and can write none. */
@Injectable()
export class Reader {
  constructor(readonly source: DataSource) {}
}
