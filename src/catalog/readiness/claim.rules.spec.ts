import { claimedStars } from './claim.rules';

it.each([
  ['Mật ong OCOP 4 sao', 4],
  ['đạt 5 sao OCOP cấp quốc gia', 5],
  ['OCOP bốn sao'.normalize('NFD'), 4],
  ['ocop hạng 3*', 3],
  ['OCOP ⭐ 4⭐', 4],
  ['OCOP 3 sao năm 2023, nay OCOP 4 sao', 4],
  ['Khách sạn 5 sao khen ngon', 0],
  ['Sản phẩm OCOP. Khách sạn 5 sao khen ngon', 0],
  ['OCOP năm 2024', 0],
  ['OCOP 14 sao', 0],
  ['Mật ong', 0],
])('"%s" claims %i stars', (text, stars) => {
  expect(claimedStars(text)).toBe(stars);
});
