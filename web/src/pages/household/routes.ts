export const householdRoutes = {} as const;
