import { Option } from 'commander';

/** An option that may be given several times: its value is the list of what was given, each of it parsed. */
export class ListOption<Item = string> extends Option {
  /** @param parse of one text @throws InvalidArgumentError as parsers of commander do */
  constructor(flags: string, description: string, parse?: (text: string) => Item) {
    super(flags, description);
    this.default([], 'none').argParser((text: string, before: (Item | string)[]) => [
      ...before,
      parse === undefined ? text : parse(text),
    ]);
  }
}
