import { ConsentController } from './consent.controller';
import { ConsentService } from './consent.service';
import { ConsentTexts } from './consent-texts';
import { PlatformNames } from './platform-names';

export const CONSENT_CONTROLLERS = [ConsentController];
export const CONSENT_PROVIDERS = [ConsentService, ConsentTexts, PlatformNames];
