/** Decimal numbers as files write them: 3.14 with a tolerance of 0.005 ends at 3.145, not a hair below it. */

interface Decimal {
  readonly digits: bigint;
  /** Digits behind the point. */
  readonly scale: number;
}

/** Beyond these exponents a double is 0 or infinite. */
const MOST_EXPONENT = 330;
const DECIMAL = /^([+-]?)(\d{0,40})(?:[.](\d{0,40}))?(?:[eE]([+-]?\d{1,3}))?$/u;

function parse(text: string): Decimal | undefined {
  const found = DECIMAL.exec(text.trim().replace(/^[\u2212\u2013]/u, '-'));
  if (found === null) return undefined;
  const [, sign, whole = '', part = '', power = '0'] = found;
  const exponent = Number(power);
  if (whole + part === '' || Math.abs(exponent) > MOST_EXPONENT) return undefined;
  const digits = BigInt(`${sign === '-' ? '-' : ''}${whole}${part}`);
  const scale = part.length - exponent;
  return scale >= 0 ? { digits, scale } : { digits: digits * 10n ** BigInt(-scale), scale: 0 };
}

const scaledTo = ({ digits, scale }: Decimal, to: number): bigint => digits * 10n ** BigInt(to - scale);

function written(digits: bigint, scale: number): string {
  const sign = digits < 0n ? '-' : '';
  const figures = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0');
  const [whole, part] = [figures.slice(0, figures.length - scale), figures.slice(figures.length - scale)];
  const shown = part.replace(/0+$/u, '');
  return `${sign}${whole}${shown === '' ? '' : `.${shown}`}`;
}

export interface NumberRange {
  readonly min: number;
  readonly max: number;
}

/** Undefined: not a number. */
export const numberOf = (text: string): number | undefined => {
  const value = parse(text) === undefined ? undefined : Number(text.trim().replace(/^[\u2212\u2013]/u, '-'));
  return value !== undefined && Number.isFinite(value) ? value : undefined;
};

/** From `value - tolerance` to `value + tolerance`. */
export function rangeAround(value: string, tolerance: string): NumberRange | undefined {
  const [centre, width] = [parse(value), parse(tolerance)];
  if (centre === undefined || width === undefined) return undefined;
  const scale = Math.max(centre.scale, width.scale);
  const [middle, half] = [scaledTo(centre, scale), scaledTo(width, scale)];
  const reach = half < 0n ? -half : half;
  const [min, max] = [Number(written(middle - reach, scale)), Number(written(middle + reach, scale))];
  return Number.isFinite(min) && Number.isFinite(max) ? { min, max } : undefined;
}

/** The other way round; undefined where a bound is no finite number. */
export function centreOf({
  min,
  max,
}: NumberRange): { readonly value: string; readonly tolerance: string } | undefined {
  const [low, high] = [parse(String(min)), parse(String(max))];
  if (low === undefined || high === undefined) return undefined;
  const scale = Math.max(low.scale, high.scale);
  const [from, to] = [scaledTo(low, scale), scaledTo(high, scale)];
  // Half of a number has one digit more: five times it, shifted.
  return { value: written((from + to) * 5n, scale + 1), tolerance: written((to - from) * 5n, scale + 1) };
}
