import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import { RequireOperator } from '../identity/identity.module.js';
import type { BankInfo } from '../protocol/rest.js';
import { QuestionBankService } from './question-bank.service.js';

@ApiTags('question-banks')
@Controller('api/question-banks')
@RequireOperator()
export class QuestionBankController {
  constructor(private readonly banks: QuestionBankService) {}

  @Get()
  list(): Promise<BankInfo[]> {
    return this.banks.listBanks();
  }
}
