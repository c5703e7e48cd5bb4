/** Text for one cell of a Markdown table: a bar would end the cell, and words like `<name>` would be read as HTML. */
export function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('\n', ' ');
}
