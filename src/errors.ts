/**
 * Bad input or usage: one sentence that says what is wrong and one that says what to do.
 * The command prints it on stderr without a stack and exits with 2.
 */
export class UserError extends Error {
  override readonly name = 'UserError';

  constructor(
    message: string,
    readonly fix: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
