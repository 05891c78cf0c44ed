import {
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
} from 'class-validator';

import type {
  ConsentBody,
  JoiningBody,
  NewReflectionBody,
  NoteBody,
  OwnRecommendationBody,
  ReadingBody,
  ReflectionBody,
  ReflectionFields,
} from '../../../protocol/own-reading.js';
import {
  BOOK_FORMATS,
  REFLECTION_FORM_NAMES,
  type BookFormat,
  type RecordingInfo,
  type ReflectionFormName,
} from '../../../protocol/reading.js';
import { BookDto } from '../reading.dto.js';

const FORMAT = { message: '请选择阅读方式：纸质书、电子书、听书或盲文。' };
const PERCENT = { message: '请填写 0 到 100 之间的整数。' };
const PAGE = { message: '请填写 0 到 99999 之间的整数。' };
const MINUTES = { message: '请填写 0 到 100000 之间的整数，不想填可以写 0。' };
const MOST_PAGES = 99_999;
const MOST_MINUTES = 100_000;

export class JoiningDto implements JoiningBody {
  @IsBoolean()
  readonly joined!: boolean;
}

export class ConsentDto implements ConsentBody {
  @IsBoolean()
  readonly showName!: boolean;
}

export class OwnBookDto extends BookDto {
  @IsIn(BOOK_FORMATS, FORMAT)
  readonly format!: BookFormat;
}

export class OwnBookQueryDto {
  @IsString()
  @Length(1, 40)
  readonly isbn!: string;
}

export class ReadingDto implements ReadingBody {
  @IsIn(BOOK_FORMATS, FORMAT)
  readonly format!: BookFormat;

  @IsInt(PERCENT)
  @Min(0, PERCENT)
  @Max(100, PERCENT)
  readonly progress!: number;

  @ValidateIf((body: ReadingDto) => body.page !== null)
  @IsInt(PAGE)
  @Min(0, PAGE)
  @Max(MOST_PAGES, PAGE)
  readonly page!: number | null;

  @ValidateIf((body: ReadingDto) => body.pages !== null)
  @IsInt(PAGE)
  @Min(0, PAGE)
  @Max(MOST_PAGES, PAGE)
  readonly pages!: number | null;

  @IsInt(MINUTES)
  @Min(0, MINUTES)
  @Max(MOST_MINUTES, MINUTES)
  readonly minutes!: number;
}

export class NoteDto implements NoteBody {
  @IsString()
  @MaxLength(100)
  readonly place!: string;

  @IsString()
  @Matches(/\S/u, { message: '请填写笔记内容。' })
  @MaxLength(5000)
  readonly words!: string;
}

export class OwnRecommendationDto implements OwnRecommendationBody {
  @IsString()
  @Matches(/\S/u, { message: '请填写推荐语。' })
  @MaxLength(500)
  readonly words!: string;
}

class ReflectionFieldsDto implements ReflectionFields {
  @ValidateIf((body: ReflectionFieldsDto) => body.bookId !== null)
  @IsString()
  @Length(1, 64)
  readonly bookId!: string | null;

  @IsString()
  @Matches(/\S/u, { message: '请填写标题。' })
  @MaxLength(100)
  readonly title!: string;

  @IsIn(REFLECTION_FORM_NAMES)
  readonly form!: ReflectionFormName;

  @IsString()
  @MaxLength(20_000)
  readonly words!: string;

  @IsString()
  @MaxLength(20_000)
  readonly transcript!: string;
}

export class NewReflectionDto extends ReflectionFieldsDto implements NewReflectionBody {
  @Matches(/^[\w-]{8,64}$/u)
  readonly sourceId!: string;
}

export class ReflectionDto extends ReflectionFieldsDto implements ReflectionBody {
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  readonly baseVersion!: number;
}

export class RecordingQueryDto {
  @IsIn(['voice', 'sign-video'])
  readonly kind!: RecordingInfo['kind'];

  @IsString()
  @Length(1, 100)
  readonly name!: string;
}

export class AdoptedQueryDto {
  @IsOptional()
  @IsString()
  @Length(1, 64)
  readonly after?: string;
}
