export * from './rotation';
export * from './sealed-column';
export * from './secret-box';
export * from './secret-key';
