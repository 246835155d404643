import { SecretBoxes } from '../../src/shared/secret';

/** Of tests without the whole program. */
export const TEST_BOXES = new SecretBoxes(Buffer.alloc(32, 7));
