import { Injectable } from '@nestjs/common';
import { rows, Transactions } from '../../shared/db';
import { Clock } from '../../shared/kernel';
import { isInArea } from './area.rules';
import { MANDATE_END } from './mandate.rules';
import type { OfficerDto, ProvinceOfficerDto } from './officer.dto';

const MOST = 200;
const MOST_NAMED = 3;

/** SQL: where the officer `o` may help, within the province `p`: by name, the first few. */
const areaVi = (province: string): string => `(select case
    when bool_or(x.commune_code is null) then 'cả tỉnh'
    else array_to_string((array_agg(c.name order by c.name))[1:${MOST_NAMED}], ', ') || case when count(*) > ${MOST_NAMED} then ' và ' || count(*) - ${MOST_NAMED} || ' xã nữa' else '' end
  end from officer_area x left join commune c on c.code = x.commune_code where x.account_id = o.id and x.province_code = ${province})`;

/** From whom to choose who helps. */
@Injectable()
export class OfficerLists {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** Those who may serve the place of the producer. */
  forProducer(producerId: string): Promise<OfficerDto[]> {
    return rows<OfficerDto>(
      this.transactions.reader,
      `select o.id, o.name, ${areaVi('p.province_code')} as "areaVi" from producer p join account o on o.role = 'officer' and o.is_active
        where p.id = $1 and ${isInArea('o.id', 'p.province_code', 'p.commune_code')} order by o.name, o.id limit ${MOST}`,
      [producerId],
    );
  }

  /** Those who may serve some of it, and those who help somebody there. */
  ofProvince(provinceCode: string): Promise<ProvinceOfficerDto[]> {
    return rows<ProvinceOfficerDto>(
      this.transactions.reader,
      `select o.id, o.name, o.is_active as "isActive", coalesce(${areaVi('$1')}, '') as "areaVi", coalesce(h.households, 0)::int as households
         from account o left join (select d.officer_id, count(*) as households from mandate d join consent c on c.id = d.consent_id join producer p on p.id = d.producer_id
           where p.province_code = $1 and d.valid_from <= $2 and ${MANDATE_END} > $2 group by d.officer_id) h on h.officer_id = o.id
        where o.role = 'officer' and (h.households > 0 or (o.is_active and exists (select from officer_area x where x.account_id = o.id and x.province_code = $1)))
        order by coalesce(h.households, 0) desc, o.name, o.id limit ${MOST}`,
      [provinceCode, this.clock.now()],
    );
  }
}
