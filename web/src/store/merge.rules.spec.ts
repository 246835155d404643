import { mergeByField, together, withChoice } from './merge.rules';

describe('merging by field', () => {
  const base = { name: 'Chè', description: 'Cũ', attributes: { ingredients: 'chè', origin: 'Hà Giang' } };

  it('[OL3] changes of different fields go together, without a question', () => {
    expect(mergeByField(base, { name: 'Chè Shan' }, { ...base, description: 'Mới' })).toEqual({
      mine: { name: 'Chè Shan' },
      questions: [],
    });
  });

  it('[OL3] only the same field changed twice asks, and names what was there, mine and theirs', () => {
    expect(mergeByField(base, { name: 'Chè Shan', description: 'Mới' }, { ...base, name: 'Chè xanh' })).toEqual({
      mine: { description: 'Mới' },
      questions: [{ field: 'name', base: 'Chè', mine: 'Chè Shan', theirs: 'Chè xanh' }],
    });
  });

  it('what both changed to the same is done already', () => {
    expect(mergeByField(base, { name: 'Chè Shan' }, { ...base, name: 'Chè Shan' })).toEqual({ mine: {}, questions: [] });
  });

  it('attributes are fields of their own', () => {
    const theirs = { ...base, attributes: { ingredients: 'chè Shan tuyết', origin: 'Hà Giang' } };
    expect(mergeByField(base, { attributes: { origin: 'Mèo Vạc' } }, theirs)).toEqual({
      mine: { attributes: { origin: 'Mèo Vạc' } },
      questions: [],
    });
    expect(mergeByField(base, { attributes: { ingredients: 'lá chè' } }, theirs).questions).toEqual([
      { field: 'attributes.ingredients', base: 'chè', mine: 'lá chè', theirs: 'chè Shan tuyết' },
    ]);
  });

  it('null and absent are the same nothing, and the order of keys means nothing', () => {
    expect(
      mergeByField({ season: [{ from: '10-01', to: '12-01' }] }, { season: [] }, { season: [{ to: '12-01', from: '10-01' }] }).questions,
    ).toEqual([]);
    expect(mergeByField({}, { traceUrl: 'https://a.vn' }, { traceUrl: null })).toEqual({
      mine: { traceUrl: 'https://a.vn' },
      questions: [],
    });
  });

  it('a choice goes back to where it was taken from', () => {
    expect(withChoice({ name: 'A' }, 'attributes.origin', 'Mèo Vạc')).toEqual({ name: 'A', attributes: { origin: 'Mèo Vạc' } });
    expect(withChoice({ name: 'A' }, 'name', 'B')).toEqual({ name: 'B' });
  });

  it('two changes by the same hand are one', () => {
    expect(together({ name: 'A', attributes: { a: 1, b: 1 } }, { attributes: { b: 2 }, description: 'x' })).toEqual({
      name: 'A',
      description: 'x',
      attributes: { a: 1, b: 2 },
    });
  });
});
