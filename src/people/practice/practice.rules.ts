/** What a practice household answers in place of a code: nobody is sent anything there. */
export const PRACTICE_CODE = '000000';

/** SQL: whether the producer (a parameter) is a household that an officer practises with. */
export function isPractice(producer: string): string {
  return `exists (select from producer practice where practice.id = ${producer} and practice.practice_of is not null)`;
}
