import { Equals, IsString, Length } from 'class-validator';

import type { MemberEraseBody, MemberSignInBody } from '../../protocol/member.js';

export class MemberSignInDto implements MemberSignInBody {
  @IsString()
  @Length(1, 64)
  readonly code!: string;
}

export class MemberEraseDto implements MemberEraseBody {
  @Equals(true)
  readonly confirm!: true;
}
