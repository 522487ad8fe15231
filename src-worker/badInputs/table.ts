import type { BadInput } from './badInput.ts';

/** A case and what was said of it, without the folder it was made in. */
export type SeenInput = BadInput & { message: string };

const HEAD = `# Inputs with something wrong

What the program says of each; \`…\` stands for the folder. **Refused**: nothing is imported. *Imported*: the user is told and can go
on. The preview and the import say the same, in the window and on the command line. The test beside the cases
(\`src-worker/badInputs/\`) makes every one of them anew, and fails where a message differs from this table.
`;

/** The table of docs/bad-inputs.md. */
export function badInputTable(groups: readonly { title: string; seen: readonly SeenInput[] }[]): string {
  const sections = groups.map(({ title, seen }) => {
    const rows = seen.map(
      ({ what, outcome, message }) =>
        `| ${cell(what)} | ${outcome === 'refused' ? '**refused**' : '*imported*'} | ${cell(message)} |`,
    );
    return `## ${title}\n\n| input | | what is said |\n| --- | --- | --- |\n${rows.join('\n')}\n`;
  });
  return [HEAD, ...sections].join('\n');
}

function cell(text: string): string {
  return text.replaceAll('\n', ' ').replaceAll('|', '\\|');
}
