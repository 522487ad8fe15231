export { inspectImport, readImport } from './readImport.ts';
