import { labelLines, publishedDescription, type LabelField } from './label.rules';

const field = (code: string, more: Partial<LabelField> = {}): LabelField => ({
  ...{ code, kind: 'text', labelVi: code, unitVi: '', onLabel: true },
  ...more,
});

it('[PR4] the label is everything a product says of itself but dates, lot and answers to our rules', () => {
  const lines = labelLines({ storage: 'Nơi mát', alcohol: 12.5, lot: 'L1', packedOn: '2026-01-02', isHealthFood: true, ended: 'x' }, [
    field('storage', { labelVi: 'Bảo quản' }),
    field('alcohol', { kind: 'number', labelVi: 'Độ cồn', unitVi: '% thể tích' }),
    field('lot', { onLabel: false }),
    field('packedOn', { kind: 'day' }),
    field('isHealthFood', { kind: 'flag' }),
    field('ingredients'),
  ]);
  expect(lines).toEqual([
    { code: 'alcohol', labelVi: 'Độ cồn', textVi: '12,5 % thể tích' },
    { code: 'storage', labelVi: 'Bảo quản', textVi: 'Nơi mát' },
  ]);
  expect(publishedDescription('Rượu ngon.', lines)).toBe('Rượu ngon.\n\nĐộ cồn: 12,5 % thể tích\nBảo quản: Nơi mát');
});

it('a description without label, and a label without description, have no empty lines', () => {
  expect(publishedDescription('Ngon.', [])).toBe('Ngon.');
  expect(publishedDescription('', [{ code: 'a', labelVi: 'A', textVi: 'b' }])).toBe('A: b');
});
