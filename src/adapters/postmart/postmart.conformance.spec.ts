import { adapter, harness } from '../../../test/support/postmart.harness';
import { describeConformance } from '../../platform/conformance';

describeConformance(adapter, harness);
