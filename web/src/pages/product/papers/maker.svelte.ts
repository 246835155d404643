import { at } from '../../../api/address';
import { reading } from '../../../store/reading.svelte';
import type { Maker } from './paper-form.rules';

/** What is known of a producer that its papers say, too. Inside a component. `maker` is null until it is read. */
export function makerOf(producerId: () => string): { readonly maker: Maker | null } {
  const producer = reading(() => at('/api/v1/producers/{producerId}', { producerId: producerId() }));
  const provinces = reading(() => at('/api/v1/reference/provinces'));
  const communes = reading(() => {
    const code = producer.data?.provinceCode;
    return code === undefined ? null : at('/api/v1/reference/provinces/{code}/communes', { code });
  });
  return {
    get maker() {
      if (!producer.data) return null;
      const { name, registrationNumber, taxCode, communeCode, provinceCode } = producer.data;
      return {
        ...{ name, registrationNumber, taxCode },
        communeName: communes.data?.items.find(({ code }) => code === communeCode)?.fullName ?? null,
        provinceName: provinces.data?.items.find(({ code }) => code === provinceCode)?.fullName ?? null,
      };
    },
  };
}
