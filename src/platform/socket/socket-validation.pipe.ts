import { ValidationPipe, type ArgumentMetadata } from '@nestjs/common';

import { isPlainBody } from '../http/clean-text.js';
import { faultsOf } from '../http/constraint-sentences.js';
import { refuse } from '../refusal.js';

/**
 * Checks the one object of a socket message against its DTO. Bind it on each gateway with
 * `@UsePipes(SocketValidationPipe)`: whether global pipes run there is the application's affair.
 */
export class SocketValidationPipe extends ValidationPipe {
  constructor() {
    super({
      transform: true,
      whitelist: true,
      forbidNonWhitelisted: true,
      exceptionFactory: (errors) => refuse('protocol.malformed', { details: faultsOf(errors) }),
    });
  }

  override transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type !== 'body') return Promise.resolve(value);
    // `import type` of a DTO leaves Object here and would switch the check off without a word.
    if (metadata.metatype === undefined || metadata.metatype === Object) {
      throw new Error('the message body of this handler has no DTO class');
    }
    // Two arguments instead of one arrive as an array, none as undefined.
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw refuse('protocol.malformed');
    if (!isPlainBody(value)) throw refuse('protocol.malformed');
    return super.transform(value, metadata) as Promise<unknown>;
  }
}
