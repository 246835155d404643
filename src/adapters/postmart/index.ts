export type { PostmartOptions } from './postmart';
export { createPostmart } from './postmart';
