import fc from 'fast-check';
import { openDatabase, type TestDatabase } from '../../../test/support/database';
import { allWords, allWordsButOne, searchName, searchWords } from '../kernel';
import { rows } from '.';

describe('the words of a search, in the program and in the database', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openDatabase();
  });
  afterAll(() => database.drop());

  const letters = [...'aăâÁđĐeêơưỲ \t\u00a0\u200b\u200e\u202e09_%\'"\\&|!:*()<>-–—’`~^[]{}@#$=+/,.;?½ﷺ中文、я\u0301'];
  const texts = fc.sample(
    fc.oneof(fc.string({ unit: fc.constantFrom(...letters), maxLength: 100 }), fc.string({ unit: 'grapheme' })),
    2000,
  );
  const typed = [
    ...texts.filter((text) => !text.includes('\0')),
    'ﷺ'.repeat(200),
    'x'.repeat(200),
    '中'.repeat(200),
    '\u{20000}'.repeat(200),
  ];

  it('are the same for any text', async () => {
    const found = await rows<{ name: string; words: string[] }>(
      database.db,
      `select search_name(t) as name, tsvector_to_array(search_words(t)) as words
         from unnest($1::text[]) with ordinality as given (t, n) order by n`,
      [typed],
    );
    expect(found.map(({ name }) => name)).toEqual(typed.map(searchName));
    const few = typed.map((text, i) => ({ own: searchWords(text), theirs: found[i]?.words ?? [] })).filter(({ own }) => own.length < 30);
    expect(few.map(({ theirs }) => [...theirs].sort())).toEqual(few.map(({ own }) => [...own].sort()));
  });

  it('make queries that PostgreSQL can read, and that find the name they were made of', async () => {
    const queries = typed.map(searchWords).filter((words) => words.length > 0);
    const found = await rows<{ finds: boolean; findsNear: boolean }>(
      database.db,
      `select search_words(name) @@ q::tsquery as finds, near = '' or search_words(name) @@ near::tsquery as "findsNear"
         from unnest($1::text[], $2::text[], $3::text[]) as given (name, q, near)`,
      [
        queries.map((words) => words.join(' ')),
        queries.map(allWords),
        queries.map((words) => (words.length > 1 ? allWordsButOne(words) : '')),
      ],
    );
    expect(found.filter(({ finds, findsNear }) => !finds || !findsNear)).toEqual([]);
    expect(found.length).toBeGreaterThan(1000);
  });
});
