export const ATTRIBUTE_KINDS = ['text', 'number', 'choice', 'flag', 'day'] as const;
export type AttributeKind = (typeof ATTRIBUTE_KINDS)[number];

export const ATTRIBUTE_LEVELS = ['required', 'conditional', 'recommended', 'optional'] as const;
export type AttributeLevel = (typeof ATTRIBUTE_LEVELS)[number];

/** text, choice, day (`yyyy-mm-dd`): string. */
export type AttributeValue = string | number | boolean;
