import { IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import type { SignInBody } from '../../protocol/access.js';

export const CODE_FAULT = '请填写 6 位验证码，或一个恢复码。';

export class SignInDto implements SignInBody {
  @IsString({ message: '请填写用户名。' })
  @MinLength(1, { message: '请填写用户名。' })
  @MaxLength(64, { message: '用户名过长，请核对。' })
  readonly login!: string;

  @IsString({ message: '请填写密码。' })
  @MinLength(1, { message: '请填写密码。' })
  @MaxLength(256, { message: '密码过长，请核对。' })
  readonly password!: string;

  @IsOptional()
  @IsString({ message: CODE_FAULT })
  @MaxLength(40, { message: CODE_FAULT })
  readonly code?: string;

  @IsOptional()
  @IsString({ message: '请填写新密码。' })
  @MaxLength(256, { message: '密码过长，请缩短。' })
  readonly newPassword?: string;
}
