import { describeConformance } from '..';
import { referenceAdapter, referenceHarness } from '.';

describeConformance(referenceAdapter, referenceHarness);
