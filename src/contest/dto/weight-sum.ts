import { ValidateBy } from 'class-validator';

/** Weights of an index sum to 1, within what three decimals can be off. */
export function IsWeightSum(): PropertyDecorator {
  return ValidateBy({
    name: 'isWeightSum',
    validator: {
      validate: (value: unknown) => {
        if (typeof value !== 'object' || value === null) return false;
        const sum = Object.values(value).reduce((total: number, weight) => total + Number(weight), 0);
        return Math.abs(sum - 1) < 0.0015;
      },
      defaultMessage: () => '三项权重之和必须是 1，请调整。',
    },
  });
}
