import { ValidateBy, type ValidationOptions } from 'class-validator';

import { isDay } from '../core/study/day.js';

/** A day that exists: YYYY-MM-DD. */
export const IsDayText = (
  options: ValidationOptions = { message: '请填写日期，例如 2026-01-31。' },
): PropertyDecorator => ValidateBy({ name: 'isDay', validator: { validate: isDay } }, options);
