import { adapter, harness } from '../../../test/support/voso.harness';
import { describeConformance } from '../../platform/conformance';

describeConformance(adapter, harness);
