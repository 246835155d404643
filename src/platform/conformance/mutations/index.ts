import { lineMutations } from './line.mutations';
import { listingMutations } from './listing.mutations';
import type { Mutation } from './mutation';
import { orderMutations } from './order.mutations';

/** Mistakes that adapters really make. The kit is right as long as each of them is caught by the check that is named. */
export const mutations: readonly Mutation[] = [...listingMutations, ...orderMutations, ...lineMutations];
