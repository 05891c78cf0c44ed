/** The mark of an export as a comment, which no reader takes for content. An empty mark leaves the text as it is. */

export const inYaml = (text: string, mark: string): string => (mark === '' ? text : `# ${mark}\n${text}`);

export const inGift = (text: string, mark: string): string => (mark === '' ? text : `// ${mark}\n${text}`);

/** Behind the declaration, which must come first. Two hyphens would end the comment. */
export function inXml(text: string, mark: string): string {
  const comment = `<!-- ${mark.replaceAll('-', '‐').replace(NOT_XML, ' ')} -->`;
  return mark === '' ? text : text.replace(/^<\?xml[^>]*\?>\n/u, (declaration) => `${declaration}${comment}\n`);
}

// oxlint-disable-next-line no-control-regex -- exactly these are meant
const NOT_XML = /[\u0000-\u001F\uFFFE\uFFFF]|\p{Surrogate}/gu;
