/**
 * The message compiler given to vue-i18n's runtime build: plain text with `{name}` places, nothing else
 * (no plurals, no linked messages), so that the participant's page carries no parser and nothing is evaluated.
 */
interface MessageContext {
  readonly named: (key: string) => unknown;
  readonly normalize: (parts: string[]) => unknown;
}

export function compileMessage(message: unknown): (context: MessageContext) => unknown {
  const parts = String(message).split(/\{(\w+)\}/);
  return (context) =>
    context.normalize(parts.map((part, index) => (index % 2 === 0 ? part : String(context.named(part) ?? ''))));
}
