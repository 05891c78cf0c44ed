import { IsIn } from 'class-validator';
import type { NewOperatorBody, OperatorRole } from '../../protocol/rest.js';
import { AccountDto } from './account.dto.js';

const OPERATOR_ROLES: readonly OperatorRole[] = ['administrator', 'host'];

export class NewOperatorDto extends AccountDto implements NewOperatorBody {
  @IsIn(OPERATOR_ROLES, { message: '请选择“管理员”或“主持人”。' })
  readonly role!: OperatorRole;
}
