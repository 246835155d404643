/** SQL: the ids under which a producer is and was known: its own and those of all that were merged into it. `producer`: a parameter. */
export function everKnownAs(producer: string): string {
  return `array(select ${producer}::uuid union all select from_id from producer_merge where now_id = ${producer}::uuid)`;
}

/** SQL: the producer that is left of the one with this id. */
export function leftOf(producer: string): string {
  return `coalesce((select left_of.now_id from producer_merge left_of where left_of.from_id = ${producer}), ${producer})`;
}

/** SQL condition: it was not merged into another one. Not a join, because it is asked of the few rows of a page: by the key, one at a time. */
export function isLeft(producer: string): string {
  return `(select gone.from_id from producer_merge gone where gone.from_id = ${producer}) is null`;
}
