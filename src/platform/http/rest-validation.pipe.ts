import { ValidationPipe, type ArgumentMetadata } from '@nestjs/common';

import { refuse } from '../refusal.js';
import { isPlainBody } from './clean-text.js';
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

  /** Of bodies, queries and path parameters alike. */
  override transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type !== 'custom' && !isPlainBody(value)) {
      throw refuse('rest.invalid', { message: '内容中含有无法保存的字符，请删除后重试。' });
    }
    return super.transform(value, metadata) as Promise<unknown>;
  }
}
