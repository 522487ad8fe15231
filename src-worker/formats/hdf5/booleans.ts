/**
 * HDF5 has no booleans: numpy's are an enumeration of one byte, FALSE and TRUE. h5wasm can read an enumeration and
 * write into one, but not create one. So booleans are created as a record with one field of one byte, and the
 * record's type is then replaced in the file by the enumeration, which has the same size and fits the same place.
 */

/** The type to create booleans with; the name of its field is what {@link declareBooleans} looks for. */
export const BOOLEAN_STAND_IN: [string, string][] = [['rnavbool', '<b']];

/** Datatype message, version 1: a compound of one byte with one member (HDF5 format specification, IV.A.2.d). */
const RECORD_START = Buffer.from([0x16, 1, 0, 0, 1, 0, 0, 0, ...Buffer.from('rnavbool\0', 'latin1')]);

/** The whole message, padded, as the library writes it with the oldest format version. */
const MESSAGE_BYTES = 72;

/** Datatype message, version 1: an enumeration over int8 with FALSE = 0 and TRUE = 1, names padded to 8 bytes. */
const ENUMERATION = Buffer.concat([
  Buffer.from([0x18, 2, 0, 0, 1, 0, 0, 0]),
  Buffer.from([0x10, 0x08, 0, 0, 1, 0, 0, 0, 0, 0, 8, 0]),
  Buffer.from('FALSE\0\0\0TRUE\0\0\0\0', 'latin1'),
  Buffer.from([0, 1]),
]);

/**
 * Turns every stand-in of a closed file, written with the oldest format version (which has no checksums), into a
 * boolean; returns how many there were.
 */
export function declareBooleans(bytes: Buffer): number {
  let found = 0;
  for (let at = bytes.indexOf(RECORD_START); at >= 0; at = bytes.indexOf(RECORD_START, at + 1)) {
    bytes.fill(0, at, at + MESSAGE_BYTES);
    ENUMERATION.copy(bytes, at);
    found++;
  }
  return found;
}
