export { inspectFile } from './inspectFile.ts';
export { inspectText } from './inspectText.ts';
export { oneLine } from './oneLine.ts';
export { READERS, readDataset } from './readDataset.ts';
export type { Reader, ReadOptions } from './reader.ts';
export type { AnnotationReport, MergeReport, SampleReport, Unmatched } from './mergeReport.ts';
export type { CountsFile, ImportSource, UnmatchedCells } from './source.ts';
export { fileSource, UNMATCHED_CELLS } from './source.ts';
export type { ColumnSummary, FileSummary, LayerSummary } from './summary.ts';
