import { ConsentController } from './consent.controller';
import { PracticeHouseholds } from '../practice/practice-households';
import { ConsentCodes } from './consent-codes';
import { ConsentService } from './consent.service';
import { ConsentTexts } from './consent-texts';
import { PlatformNames } from './platform-names';
import { PeopleEraser } from '../erasure/people-eraser';
import { RequestController } from '../request/request.controller';
import { PersonRequests } from '../request/request.service';
import { Restrictions } from '../request/restriction';

/** What people agreed to, and what they ask for of their data. */
export const CONSENT_CONTROLLERS = [ConsentController, RequestController];
export const CONSENT_PROVIDERS = [
  ConsentService,
  ConsentCodes,
  PracticeHouseholds,
  ConsentTexts,
  PlatformNames,
  PersonRequests,
  Restrictions,
  PeopleEraser,
];
