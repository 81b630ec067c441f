type Command = abstract new (...input: never[]) => { readonly input: unknown };

/** How a command is answered. */
export interface Answering {
  readonly command: Command;
  readonly answer: (input: unknown, client: unknown) => Promise<unknown>;
}

/** The answer to one command, checked against the type of its input. */
export const on = <Asked extends Command>(
  command: Asked,
  answer: (input: InstanceType<Asked>['input'], client: unknown) => Promise<unknown>,
): Answering => ({ command, answer });

/** Puts answers in the place of AWS for every client of this class, until what it returns is called. A command without one is an error. */
export function standIn(client: { readonly prototype: object }, answering: readonly Answering[]): () => void {
  const answers = new Map<unknown, Answering['answer']>(answering.map(({ command, answer }) => [command, answer]));
  const real: unknown = Reflect.get(client.prototype, 'send');
  Object.assign(client.prototype, {
    async send(command: { readonly input: unknown; readonly constructor: { readonly name: string } }) {
      const answer = answers.get(command.constructor);
      if (answer === undefined) throw new Error(`nothing stands in for ${command.constructor.name}`);
      return answer(command.input, this);
    },
  });
  return () => void Object.assign(client.prototype, { send: real });
}
