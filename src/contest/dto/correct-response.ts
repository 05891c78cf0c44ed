import { ValidateBy } from 'class-validator';

const texts = (value: unknown): boolean => Array.isArray(value) && value.length <= 26 && value.every(isText);
const isText = (value: unknown): boolean => typeof value === 'string' && value.length <= 500;

/** Exactly one of the shapes of `CorrectResponse`; whether it fits its item is for the item to say. */
export function isCorrectResponse(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const entries = Object.entries(value);
  const [key, content] = entries[0] ?? [];
  if (entries.length !== 1) return false;
  switch (key) {
    case 'value':
      return typeof content === 'boolean';
    case 'choices':
    case 'order':
      return texts(content);
    case 'texts':
      return Array.isArray(content) && content.length <= 26 && content.every(texts);
    case 'pairs':
      return (
        Array.isArray(content) && content.length <= 26 && content.every((pair) => texts(pair) && pair.length === 2)
      );
    default:
      return false;
  }
}

export function IsCorrectResponse(): PropertyDecorator {
  return ValidateBy({
    name: 'isCorrectResponse',
    validator: { validate: isCorrectResponse, defaultMessage: () => '请选择或填写正确答案。' },
  });
}
