export * from './clock';
export * from './fold';
export * from './ids';
export * from './problem';
export * from './problems';
export * from './storable';
export * from './text';
export * from './vnd';
