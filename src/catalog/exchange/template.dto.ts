import { Maybe, OneOf } from '../../shared/http';
import { FORMS, SECTOR_CHOICES, type Form, type SectorChoice } from './column.rules';

export class TemplateQuery {
  /** One of the six sectors; `all` has every OCOP set. */
  @Maybe()
  @OneOf(SECTOR_CHOICES)
  sector: SectorChoice = 'all';

  /** `short`: only what must be there. */
  @Maybe()
  @OneOf(FORMS)
  form: Form = 'short';
}
