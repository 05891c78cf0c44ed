/** An XML document as the readers see it; the shell makes it from bytes, without entities of its own or anything outside. */

export interface XmlElement {
  /** Without prefix. */
  readonly name: string;
  readonly namespace: string;
  /** By name without prefix. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (XmlElement | string)[];
  /** From 1; 0 in an element made for printing. */
  readonly line: number;
}
