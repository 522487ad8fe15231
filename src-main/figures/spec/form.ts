import * as v from 'valibot';

import { ENTRY_GROUPS, type EntryGroup, type EntryHints, type EntryInput } from './about.ts';
import { figureSchema, MOST_PANELS } from './figure.ts';
import { PANEL_KINDS, panelSchema, type PanelKind } from './panels.ts';
import { PRESET_NAMES, SIZE_PRESETS, type SizePreset } from './presets.ts';

/** One entry of a figure's or panel's description, as a form shows it. */
export interface FormField {
  name: string;
  label: string;
  help: string;
  group: EntryGroup;
  /** Value of an entry that is left out. */
  default: unknown;
  /** Whether it may be null; {@link empty} then says what that means. */
  nullable: boolean;
  /** What null or an empty value stands for. */
  empty?: string;
  unit?: string;
  control: FormControl;
}

export type FormControl =
  | {
      type: 'number';
      integer: boolean;
      min: number;
      max: number;
      /** Whether it must be above `min`. */ above: boolean;
    }
  | { type: 'boolean' }
  | { type: 'choice'; choices: FormChoice[] }
  | { type: 'text'; most: number }
  /** Chosen or edited in a way of its own; `choices` are the named values that it has besides, `min` and `max` those of its numbers. */
  | { type: EntryInput; choices: FormChoice[]; most: number };

export interface FormChoice {
  value: string;
  label: string;
}

/** Everything that a form of a figure needs to know; all of it is from the schemas that check a figure. */
export interface FigureForm {
  figure: FormField[];
  panels: {
    kind: PanelKind;
    label: string;
    fields: FormField[];
    /** One with nothing but defaults. */ usual: unknown;
  }[];
  presets: { name: SizePreset; label: string; /** In mm. */ width: number; height: number }[];
  mostPanels: number;
}

/** The forms of a figure and of each kind of panel. */
export function figureForm(): FigureForm {
  return {
    figure: fieldsOf(figureSchema.entries),
    panels: panelSchema.options.map((option) => {
      const kind = option.entries.kind.literal;
      return {
        kind,
        label: PANEL_KINDS[kind],
        fields: fieldsOf(option.entries),
        usual: v.parse(option, { kind }),
      };
    }),
    presets: PRESET_NAMES.map((name) => ({ name, ...SIZE_PRESETS[name] })),
    mostPanels: MOST_PANELS,
  };
}

/** Entries without a title (the version, the kind, the panels) are none of the form. Those of a group stand together. */
function fieldsOf(entries: v.ObjectEntries): FormField[] {
  const fields = Object.entries(entries).flatMap(([name, schema]) => {
    const label = v.getTitle(schema);
    return label === undefined ? [] : [fieldOf(name, label, schema)];
  });
  return ENTRY_GROUPS.flatMap((group) => fields.filter((field) => field.group === group));
}

type Described = v.GenericSchema;

function fieldOf(name: string, label: string, schema: Described): FormField {
  const { help, ...hints } = v.getMetadata(schema) as Partial<EntryHints> & { help?: string };
  const inner = unwrapped(schema);
  return {
    name,
    label,
    help: help ?? '',
    group: hints.group ?? 'content',
    default: v.getDefault(schema as v.OptionalSchema<Described, unknown>),
    nullable: v.is(schema, null),
    ...(hints.empty === undefined ? {} : { empty: hints.empty }),
    ...(hints.unit === undefined ? {} : { unit: hints.unit }),
    control: controlOf(name, inner, hints),
  };
}

/** The schema of the value itself, without what lets it be left out or be null. */
function unwrapped(schema: Described): Described {
  const { wrapped } = schema as { wrapped?: Described };
  return wrapped ? unwrapped(wrapped) : schema;
}

function controlOf(name: string, schema: Described, hints: EntryHints): FormControl {
  const options = choicesOf(schema).map((value) => ({ value, label: hints.choices?.[value] ?? value }));
  const most = requirement(schema, 'max_length') ?? Number.MAX_SAFE_INTEGER;
  if (hints.input) return { type: hints.input, choices: options, most };
  switch (schema.type) {
    case 'number':
      return {
        type: 'number',
        integer: actions(schema).some(({ type }) => type === 'integer'),
        min: requirement(schema, 'min_value') ?? requirement(schema, 'gt_value') ?? -Number.MAX_VALUE,
        max: requirement(schema, 'max_value') ?? Number.MAX_VALUE,
        above: requirement(schema, 'gt_value') !== undefined,
      };
    case 'boolean':
      return { type: 'boolean' };
    case 'picklist':
      return { type: 'choice', choices: options };
    case 'string':
      return { type: 'text', most };
    default:
      throw new Error(`A form cannot show “${name}”: its schema says no input.`);
  }
}

/** The named values of a choice, alone or among the kinds of a value that has several. */
function choicesOf(schema: Described): string[] {
  const { options } = schema as { options?: readonly (string | Described)[] };
  return (options ?? []).flatMap((option) => (typeof option === 'string' ? option : choicesOf(option)));
}

interface Action {
  kind: string;
  type: string;
  requirement?: unknown;
}

function actions(schema: Described): readonly Action[] {
  return (schema as { pipe?: readonly Action[] }).pipe ?? [];
}

function requirement(schema: Described, type: string): number | undefined {
  return actions(schema).find((action) => action.type === type)?.requirement as number | undefined;
}
