/** A reason why the stack cannot start or stop, as one sentence for the terminal. Everything else is a defect. */
export class StackFailure extends Error {
  override readonly name = 'StackFailure';
}
