import * as v from 'valibot';

/**
 * What a project file keeps as JSON, if it is of the form the schema says; undefined where it is not. A file may come from
 * anywhere, so its texts are looked at as closely as what the page sends.
 */
export function readJson<S extends v.GenericSchema>(schema: S, text: unknown): v.InferOutput<S> | undefined {
  if (typeof text !== 'string') return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const result = v.safeParse(schema, value);
  return result.success ? result.output : undefined;
}

/** Texts a step or reader wrote for the user. */
export const textsSchema = v.array(v.string());

/** Values by the name of a parameter, of whatever kind the step declares. */
export const parametersSchema = v.record(v.string(), v.unknown());
