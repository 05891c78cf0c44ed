import { IsString, Matches, MaxLength, MinLength } from 'class-validator';

/** Letters of any script, digits and `._@-`; two characters are enough for a name such as 王芳. */
const LOGIN_PATTERN = /^[\p{L}\p{N}][\p{L}\p{N}._@-]{1,39}$/u;
const LOGIN_FAULT = '用户名应为 2 到 40 个文字、字母、数字或 . _ @ -，并以文字、字母或数字开头。';

/** What every operator account is made from. */
export abstract class AccountDto {
  @IsString({ message: LOGIN_FAULT })
  @Matches(LOGIN_PATTERN, { message: LOGIN_FAULT })
  readonly login!: string;

  @IsString({ message: '请填写姓名。' })
  @Matches(/\S/u, { message: '请填写姓名。' })
  @MaxLength(40, { message: '姓名不能超过 40 个字。' })
  readonly displayName!: string;

  @IsString({ message: '请填写密码。' })
  @MinLength(1, { message: '请填写密码。' })
  @MaxLength(256, { message: '密码过长，请缩短。' })
  readonly password!: string;
}
