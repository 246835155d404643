import { ListOf, MaybeNull, Pattern } from '../../shared/http';
import { ProvinceCode } from '../account/account.dto';

export class AreaInput {
  @ProvinceCode()
  provinceCode: string;

  /** Left out or null: the whole province. */
  @MaybeNull()
  @Pattern(/^\d{5}$/, 5, 'Mã xã gồm năm chữ số.')
  communeCode?: string | null;
}

export class PutAreas {
  @ListOf(() => AreaInput, 0, 200)
  areas: AreaInput[];
}

export class AreaList {
  items: AreaInput[];
}
