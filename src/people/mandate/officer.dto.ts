/** Whoever may go on helping a producer: no more of them than it takes to choose. */
export class OfficerDto {
  id: string;
  name: string;
  /** Where they may help, in a few words. */
  areaVi: string;
}

export class OfficerList {
  /** By name, at most 200. */
  items: OfficerDto[];
}

export class ProvinceOfficerDto extends OfficerDto {
  /** False: locked, so that the households still have to be handed over to somebody. */
  isActive: boolean;
  /** Whom they may help now, in this province. */
  households: number;
}

export class ProvinceOfficerList {
  /** Those who help most first, at most 200. */
  items: ProvinceOfficerDto[];
}
