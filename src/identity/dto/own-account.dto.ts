import { IsString, MaxLength, MinLength } from 'class-validator';
import type { CodeBody, PasswordBody, ProofBody } from '../../protocol/access.js';
import { CODE_FAULT } from './sign-in.dto.js';

const PASSWORD_FAULT = '请填写当前密码。';
const NEW_FAULT = '请填写新密码。';

export class ProofDto implements ProofBody {
  @IsString({ message: PASSWORD_FAULT })
  @MinLength(1, { message: PASSWORD_FAULT })
  @MaxLength(256, { message: PASSWORD_FAULT })
  readonly password!: string;
}

export class PasswordDto extends ProofDto implements PasswordBody {
  @IsString({ message: NEW_FAULT })
  @MinLength(1, { message: NEW_FAULT })
  @MaxLength(256, { message: '密码过长，请缩短。' })
  readonly newPassword!: string;
}

export class CodeDto implements CodeBody {
  @IsString({ message: CODE_FAULT })
  @MinLength(1, { message: CODE_FAULT })
  @MaxLength(40, { message: CODE_FAULT })
  readonly code!: string;
}
