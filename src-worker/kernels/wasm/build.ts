import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import { main } from 'assemblyscript/asc';

const sources = join(import.meta.dirname, 'assembly');
const target = join(import.meta.dirname, 'modules.generated.ts');

/** Relaxed SIMD is left out: what it gives depends on the machine. */
const OPTIONS = ['-O3', '--enable', 'simd', '--runtime', 'stub', '--noAssert', '--use', 'abort='];

/** Modules that work in a memory which threads share and which they are given. */
const SHARED_MEMORY = new Set(['gramProduct', 'layoutEpoch', 'sparseProduct']);
const SHARED_OPTIONS = [
  ...['--importMemory', '--sharedMemory', '--enable', 'threads'],
  ...['--initialMemory', '1', '--maximumMemory', '65536'],
];

/**
 * Compiles each folder of `assembly/` to one WebAssembly module and writes them, as text, to a module that bundlers and Node
 * import like any other: so nothing has to be found by path at run time, not even inside of an app's archive. Does nothing
 * where the sources have not changed.
 *
 * @throws Error with the compiler's message where a source does not compile.
 */
export async function buildModules(): Promise<void> {
  const hash = createHash('sha256')
    .update([...OPTIONS, ...SHARED_OPTIONS, ...SHARED_MEMORY].join(' '))
    .update(compilerVersion());
  for (const file of globSync('**/*.ts', { cwd: sources }).sort())
    hash.update(file.replaceAll('\\', '/')).update(readFileSync(join(sources, file)));
  const key = `// ${hash.digest('hex')}`;
  if (existsSync(target) && readFileSync(target, 'utf8').startsWith(key)) return;
  const lines = [key, '// Compiled from assembly/ by build.ts: do not edit.'];
  for (const entry of globSync('*/index.ts', { cwd: sources }).sort()) {
    const name = basename(dirname(entry));
    lines.push(
      `export const ${name} =`,
      `  '${await compile(entry, SHARED_MEMORY.has(name) ? [...OPTIONS, ...SHARED_OPTIONS] : OPTIONS)}';`,
    );
  }
  writeFileSync(target, `${lines.join('\n')}\n`);
}

function compilerVersion(): string {
  const file = join(import.meta.dirname, '../../../node_modules/assemblyscript/package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

/** The module as base64. */
async function compile(entry: string, options: readonly string[]): Promise<string> {
  let binary = new Uint8Array();
  let messages = '';
  const { error } = await main([entry, '--baseDir', sources, '--outFile', 'module.wasm', ...options], {
    stderr: {
      write(text: string) {
        messages += text;
        return true;
      },
    },
    readFile: (name, base) => {
      const file = join(base, name);
      return existsSync(file) ? readFileSync(file, 'utf8') : null;
    },
    writeFile: (_name, content) => {
      binary = content as Uint8Array<ArrayBuffer>;
    },
  });
  if (error) throw new Error(`${entry} does not compile:\n${messages}`, { cause: error });
  return Buffer.from(binary).toString('base64');
}

if (import.meta.main) await buildModules();
