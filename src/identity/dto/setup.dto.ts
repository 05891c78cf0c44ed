import { IsString, MaxLength, MinLength } from 'class-validator';
import type { SetupBody } from '../../protocol/access.js';
import { AccountDto } from './account.dto.js';

const TOKEN_FAULT = '请填写服务器启动窗口中显示的设置码。';

export class SetupDto extends AccountDto implements SetupBody {
  @IsString({ message: TOKEN_FAULT })
  @MinLength(1, { message: TOKEN_FAULT })
  @MaxLength(128, { message: TOKEN_FAULT })
  readonly token!: string;
}
