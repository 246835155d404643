export * from './address-guard';
export * from './address.rules';
