import { Option, type Command } from 'commander';

import type { DataError } from '../../src-worker/data/errors.ts';
import { parseParameter, type ParameterDeclaration } from '../../src-worker/steps/parameters.ts';
import { STEPS } from '../../src-worker/steps/registry.ts';

type Parameters = Record<string, Record<string, unknown>>;

/**
 * Gives a command one flag for each parameter of each step, from its declaration: `neighbors.neighbors` becomes
 * `--neighbors.neighbors <integer>`.
 *
 * @returns what reads the flags that the user gave: step id → parameter → value, ready for validation.
 */
export function addParameterFlags(command: Command): () => Parameters {
  const flags: { step: string; name: string; declaration: ParameterDeclaration; option: Option }[] = [];
  for (const step of STEPS) {
    for (const [name, declaration] of Object.entries(step.parameters)) {
      const flag = `${parameterFlag(step.id, name)} <${placeholder(declaration)}>`;
      const option = new Option(flag, describe(declaration)).helpGroup(`Step ${step.id} (${step.title}):`);
      command.addOption(option);
      flags.push({ step: step.id, name, declaration, option });
    }
  }
  return () => {
    const given: Parameters = {};
    for (const { step, name, declaration, option } of flags) {
      const text = command.getOptionValue(option.attributeName()) as string | undefined;
      if (text !== undefined) (given[step] ??= {})[name] = parseParameter(declaration, text);
    }
    return given;
  };
}

/** The flags of the parameters that an error of a step tells the user to change. */
export function flagsNamedIn({ problem, place, remedy }: DataError): string[] {
  const step = STEPS.find(({ id }) => id === place.step);
  if (!step) return [];
  return Object.keys(step.parameters)
    .filter((name) => problem.includes(`“${name}”`) || new RegExp(`\\b${name}\\b`).test(remedy))
    .map((name) => parameterFlag(step.id, name));
}

function parameterFlag(step: string, name: string): string {
  return `--${kebab(step)}.${kebab(name)}`;
}

function describe(declaration: ParameterDeclaration): string {
  const unit = declaration.unit ? ` ${declaration.unit}` : '';
  return `${declaration.help} [${defaultText(declaration)}${unit}]`;
}

function defaultText({ default: value }: ParameterDeclaration): string {
  if (Array.isArray(value)) return value.length > 0 ? value.join(',') : 'none';
  return value === '' ? 'none' : String(value);
}

function placeholder(declaration: ParameterDeclaration): string {
  switch (declaration.type) {
    case 'choice':
      return declaration.choices.join('|');
    case 'boolean':
      return 'true|false';
    case 'list':
      return 'a,b,…';
    default:
      return declaration.type;
  }
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
