import { ValidationPipe } from '@nestjs/common';

import { refuse } from '../refusal.js';
import { faultsOf } from './constraint-sentences.js';

/** For `app.useGlobalPipes`: an unknown property is refused, a fault is shown where it is. */
export class RestValidationPipe extends ValidationPipe {
  constructor() {
    super({
      transform: true,
      whitelist: true,
      forbidNonWhitelisted: true,
      exceptionFactory: (errors) => refuse('rest.invalid', { details: faultsOf(errors) }),
    });
  }
}
