import type { Command, Help, Option } from 'commander';

/** Flags up to this wide stand beside their description; longer ones stand above it. */
const FLAG_WIDTH = 28;
const INDENT = 2;
const NARROWEST = 40;

/** Gives the help of a command a layout that long flags do not squeeze, on any width, with all defaults as `[default]`. */
export function useHelpLayout(command: Command): void {
  command.configureHelp({ formatItem, optionDescription });
}

function formatItem(term: string, _width: number, description: string, helper: Help): string {
  const start = INDENT + FLAG_WIDTH;
  const width = Math.max(NARROWEST, (helper.helpWidth ?? 80) - start);
  const text = helper.boxWrap(description, width).replaceAll('\n', `\n${' '.repeat(start)}`);
  const flag = ' '.repeat(INDENT) + term;
  if (term.length > FLAG_WIDTH - 2) return `${flag}\n${' '.repeat(start)}${text}`;
  return flag.padEnd(start) + text;
}

function optionDescription({ description, argChoices, defaultValue }: Option): string {
  const choices = argChoices ? `: ${argChoices.join(', ')}` : '';
  const shown = typeof defaultValue === 'string' || typeof defaultValue === 'number';
  return `${description}${choices}${shown ? ` [${defaultValue}]` : ''}`;
}
