/** The number written in digits; anything else passes unchanged, and is then refused as not a number. */
export function strictInteger(value: unknown): unknown {
  return typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
}

export function strictBoolean(value: unknown): unknown {
  return value === 'true' ? true : value === 'false' ? false : value;
}
