import { ApiProperty } from '@nestjs/swagger';
import { Flag, Int, OneOf, Text } from '../../shared/http';

export class OcopSetDto {
  @Int(1, 26)
  number: number;

  @Text(1, 80)
  slug: string;

  @Text(1, 200)
  sectorVi: string;

  @Text(1, 200)
  groupVi: string;

  @Text(1, 200)
  nameVi: string;

  @Flag()
  needsShelfLife: boolean;

  /** Why products of this set cannot be sold by post; null when they can. */
  @ApiProperty({ type: 'string', nullable: true })
  notByPostVi: string | null;
}

export class OcopSetList {
  @Text(1, 200)
  source: string;

  @ApiProperty({ type: () => OcopSetDto, isArray: true })
  items: OcopSetDto[];
}

export class ProvinceDto {
  @Text(2, 2)
  code: string;

  @Text(1, 100)
  name: string;

  @OneOf(['tinh', 'thanh-pho'])
  kind: string;

  @Text(1, 120)
  fullName: string;
}

export class ProvinceList {
  @ApiProperty({ type: () => ProvinceDto, isArray: true })
  items: ProvinceDto[];
}

export class CommuneDto {
  @Text(5, 5)
  code: string;

  @Text(2, 2)
  provinceCode: string;

  @Text(1, 100)
  name: string;

  @OneOf(['xa', 'phuong', 'dac-khu'])
  kind: string;

  @Text(1, 120)
  fullName: string;
}

export class CommuneList {
  @ApiProperty({ type: () => CommuneDto, isArray: true })
  items: CommuneDto[];
}
