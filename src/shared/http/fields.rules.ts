/** The number written in digits; anything else passes unchanged, and is then refused as not a number. */
export function strictInteger(value: unknown): unknown {
  return typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
}

/** The numbers of a list like `3,4`; anything else passes unchanged, and is then refused as no list. */
export function strictIntegers(value: unknown): unknown {
  return typeof value === 'string' && /^\d{1,9}(,\d{1,9}){0,99}$/.test(value) ? value.split(',').map(Number) : value;
}

export function strictBoolean(value: unknown): unknown {
  return value === 'true' ? true : value === 'false' ? false : value;
}
