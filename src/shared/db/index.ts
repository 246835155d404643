export * from './bindings';
export * from './naming';
export * from './statement';
export * from './transactions';
