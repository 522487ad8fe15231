/** Where in the input an error lies; whatever is known is part of the message. */
export interface ErrorPlace {
  file?: string;
  layer?: string;
  gene?: string;
  row?: number;
  step?: string;
}

/** An error that the user can act on: what is wrong, where, and what to do about it. */
export class DataError extends Error {
  readonly problem: string;
  readonly place: ErrorPlace;
  readonly remedy: string;

  constructor(problem: string, place: ErrorPlace, remedy: string) {
    super([describePlace(place) + problem, remedy].filter(Boolean).join(' '));
    this.name = 'DataError';
    this.problem = problem;
    this.place = place;
    this.remedy = remedy;
  }
}

/** Thrown where a computation notices that it was cancelled. */
export class CancelledError extends Error {
  constructor() {
    super('Cancelled.');
    this.name = 'CancelledError';
  }
}

/** An error as it crosses threads. */
export interface ErrorRecord {
  name: string;
  message: string;
  stack?: string;
  data?: { problem: string; place: ErrorPlace; remedy: string };
}

/** Takes an error apart for the way between threads, which keeps no class. */
export function errorRecord(error: unknown): ErrorRecord {
  if (error instanceof DataError) {
    const { problem, place, remedy } = error;
    return { name: error.name, message: error.message, data: { problem, place, remedy } };
  }
  if (error instanceof Error) return { name: error.name, message: error.message, stack: error.stack };
  return { name: 'Error', message: String(error) };
}

/** The error that {@link errorRecord} took apart. */
export function errorFromRecord(record: ErrorRecord): Error {
  if (record.data) return new DataError(record.data.problem, record.data.place, record.data.remedy);
  if (record.name === 'CancelledError') return new CancelledError();
  const error = new Error(record.message);
  error.name = record.name;
  if (record.stack) error.stack = record.stack;
  return error;
}

function describePlace(place: ErrorPlace): string {
  const parts = [
    place.file,
    place.step && `step ${place.step}`,
    place.layer && `layer “${place.layer}”`,
    place.gene && `gene “${place.gene}”`,
    place.row !== undefined && `row ${place.row}`,
  ].filter(Boolean);
  return parts.length > 0 ? `${parts.join(', ')}: ` : '';
}
