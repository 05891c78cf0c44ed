import { ArrayMaxSize, ArrayUnique, Equals, IsArray, IsIn, IsOptional, IsString, Length } from 'class-validator';
import { ROLES, SEPARATION_WORDS, type Role, type RolesBody, type SeparationBody } from '../../protocol/access.js';
import { ROLES_FAULT } from './new-operator.dto.js';

export class RolesDto implements RolesBody {
  @IsArray({ message: ROLES_FAULT })
  @ArrayMaxSize(ROLES.length, { message: ROLES_FAULT })
  @ArrayUnique({ message: ROLES_FAULT })
  @IsIn(ROLES, { each: true, message: ROLES_FAULT })
  readonly roles!: readonly Role[];

  @IsOptional()
  @IsString({ message: '请选择所在单位。' })
  @Length(1, 64, { message: '请选择所在单位。' })
  readonly unitId?: string | null;
}

export class SeparationDto implements SeparationBody {
  @Equals(SEPARATION_WORDS, { message: `请输入“${SEPARATION_WORDS}”四个字，表示确认。` })
  readonly confirmation!: typeof SEPARATION_WORDS;
}
