import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Matches, Max, MaxLength, Min } from 'class-validator';

import type { StatementFormat } from '../../../core/study/statement/statement.js';
import type { NewStatementCredentialBody } from '../../../protocol/statement.js';

const BOOLEANS = ['true', 'false'] as const;
type Flag = (typeof BOOLEANS)[number];
const IRI = /^[a-z][a-z0-9+.-]*:\S+$/iu;

/** The parameters of xAPI-Communication 2.1.3; what it does not know is refused. */
export class StatementsDto {
  @IsOptional()
  @IsUUID()
  readonly statementId?: string;

  @IsOptional()
  @IsUUID()
  readonly voidedStatementId?: string;

  /** JSON of an Agent. */
  @IsOptional()
  @IsString()
  @Length(2, 2000)
  readonly agent?: string;

  @IsOptional()
  @Matches(IRI)
  @MaxLength(500)
  readonly verb?: string;

  @IsOptional()
  @Matches(IRI)
  @MaxLength(500)
  readonly activity?: string;

  @IsOptional()
  @IsUUID()
  readonly registration?: string;

  @IsOptional()
  @IsIn(BOOLEANS)
  readonly related_activities?: Flag;

  /** The agents of our statements are their actors, and this service as the authority of each. */
  @IsOptional()
  @IsIn(BOOLEANS)
  readonly related_agents?: Flag;

  @IsOptional()
  @IsString()
  @Length(1, 40)
  readonly since?: string;

  @IsOptional()
  @IsString()
  @Length(1, 40)
  readonly until?: string;

  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(1_000_000)
  readonly limit?: number;

  @IsOptional()
  @IsIn(['exact', 'ids', 'canonical'])
  readonly format?: StatementFormat;

  @IsOptional()
  @IsIn(BOOLEANS)
  readonly attachments?: Flag;

  @IsOptional()
  @IsIn(BOOLEANS)
  readonly ascending?: Flag;

  /** Ours: where the page before ended; it stands in `more`. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  readonly from?: number;
}

export class NewStatementCredentialDto implements NewStatementCredentialBody {
  @IsString()
  @Matches(/\S/u, { message: '请填写用途，例如“省级学习平台”。' })
  @MaxLength(60)
  readonly name!: string;
}
