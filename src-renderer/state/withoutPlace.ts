import type { Grant } from '../../src-main/ipc/types.ts';

/** What was said of a file, without the path in front of it; what is about another file stays as it is. */
export function withoutPlace(text: string, { folder, name }: Pick<Grant, 'folder' | 'name'>): string {
  const start = folder.length + (/[\\/]$/.test(folder) ? 0 : 1);
  const rest = text.slice(start + name.length);
  if (!text.startsWith(folder) || !text.startsWith(name, start) || !/^[:,] /.test(rest)) return text;
  const said = rest.slice(2);
  return said.charAt(0).toUpperCase() + said.slice(1);
}
