import { Equals, IsString, Length, Matches } from 'class-validator';

import type { EraseBody, OwnDataBody } from '../../protocol/privacy.js';
import { PIN } from './participant.dto.js';

export class OwnDataDto implements OwnDataBody {
  @Matches(PIN)
  readonly pin!: string;

  @IsString()
  @Length(1, 64)
  readonly code!: string;
}

export class EraseDto extends OwnDataDto implements EraseBody {
  @Equals(true)
  readonly confirm!: true;
}
