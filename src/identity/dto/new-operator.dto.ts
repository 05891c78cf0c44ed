import { ArrayMaxSize, ArrayUnique, IsArray, IsIn, IsOptional } from 'class-validator';
import { ROLES, type NewOperatorBody, type Role } from '../../protocol/access.js';
import { AccountDto } from './account.dto.js';

export const ROLES_FAULT = '请从列表中选择角色。';

export class NewOperatorDto extends AccountDto implements NewOperatorBody {
  @IsOptional()
  @IsArray({ message: ROLES_FAULT })
  @ArrayMaxSize(ROLES.length, { message: ROLES_FAULT })
  @ArrayUnique({ message: ROLES_FAULT })
  @IsIn(ROLES, { each: true, message: ROLES_FAULT })
  readonly roles?: readonly Role[];
}
