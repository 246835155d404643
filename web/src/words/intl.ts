/** Formatters take a telephone milliseconds to make, and every card of a list asks for some: each is made once. */
function once<Options, Format>(make: (locale: string, options: Options) => Format): (locale: string, options: Options) => Format {
  const made = new Map<string, Format>();
  return (locale, options) => {
    const key = `${locale} ${JSON.stringify(options)}`;
    const format = made.get(key) ?? make(locale, options);
    made.set(key, format);
    return format;
  };
}

const ZONE = 'Asia/Ho_Chi_Minh';
export const numberFormat = once((locale, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options));
/** Days and times in Vietnam, wherever the telephone is. */
export const dateFormat = once(
  (locale, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { timeZone: ZONE, ...options }),
);

const OFFSET_MS = 7 * 3_600_000;
/** The day in Vietnam, `yyyy-mm-dd`: seven hours ahead, summer and winter. */
export const dayInVietnam = (at: Date | number): string => new Date(Number(at) + OFFSET_MS).toISOString().slice(0, 10);
