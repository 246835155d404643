import { filledIn } from './credentials.rules';

it('sends what was filled in, without spaces around it, and nothing for what was left empty', () => {
  expect(filledIn({ partnerId: ' 12 ', secret: '', token: '   ' })).toEqual({ partnerId: '12' });
});
