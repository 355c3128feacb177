/** Something that the user had checked does not hold, which has been told: the program ends with 1. */
export class CheckFailed extends Error {
  override readonly name = 'CheckFailed';
}
