/** The lane that brings each platform to show what we want. */
export const LISTING_LANE = 'listings';
