import type { Command, Option } from 'commander';

/** What was given on the command line for each option, as it is written. */
export type GivenTexts = ReadonlyMap<Option, readonly string[]>;

/** Listens for what the command line gives; to be called before it is parsed. */
export function listenForTexts(program: Command): GivenTexts {
  const given = new Map<Option, string[]>();
  const listen = (command: Command): void => {
    for (const option of command.options) {
      command.on(`option:${option.name()}`, (text?: string) => {
        given.set(option, [...(given.get(option) ?? []), text ?? String(!option.negate)]);
      });
    }
    command.commands.forEach(listen);
  };
  listen(program);
  return given;
}
