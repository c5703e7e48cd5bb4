/** Shorter pieces of an encoding occur by chance in other text. */
const shortestPiece = 5;

/** Shorter lines and words of a value say too little alone, and occur in other text. */
const shortestLine = 8;

/**
 * Every way in which a value may come to be written: as it is, its lines, its words with digits (lines are broken at blanks), its telling parts, and each of them as JSON, in a link, in
 * HTML, as hex, and in base64 wherever it stands in what was encoded.
 */
export function secretForms(value: string): ReadonlySet<string> {
  const forms = new Set<string>();
  for (const text of textsOf(value)) {
    for (const form of [text, ...jsonForms(text), ...quotedForms(text), ...linkForms(text), ...markupForms(text)]) forms.add(form);
    for (const form of [...base64Forms(text), ...hexForms(text)]) if (form.length >= shortestPiece) forms.add(form);
  }
  forms.delete('');
  return forms;
}

function textsOf(value: string): ReadonlySet<string> {
  const lines = value.split(/\r\n|\r|\n/).map((line) => line.trim());
  const told = lines.length === 1 ? [] : lines.filter((line) => line.length >= shortestLine && !line.startsWith('-----'));
  const pieces = value.split(/\s+/).filter((piece) => piece.length >= shortestLine && /\d/.test(piece) && /[a-z]/i.test(piece) && !piece.startsWith('-----'));
  const trimmed = value.trim();
  return new Set([value, ...(trimmed.length < 4 ? [] : [trimmed]), ...told, ...pieces, ...partsOf(value)]);
}

const namedPart = /(?:key|signature|password|pwd|secret|token|sig)\s*=\s*([^;&\s]+)/gi;
const userOfLink = /:\/\/[^\s/:@]*:([^\s/@]+)@/g;

/** What is secret of a connection string or a link: keys and passwords, also when they are told without the rest. */
function partsOf(value: string): readonly string[] {
  return [...value.matchAll(namedPart), ...value.matchAll(userOfLink)].flatMap(([, part = '']) => (part.length < shortestLine || part.length === value.length ? [] : [part]));
}

function jsonForms(text: string): readonly string[] {
  const once = inJson(text);
  const ascii = once.replaceAll(/[^\x20-\x7e]/g, (character) => unicodeEscape(character));
  // What .NET and browsers escape beside what has to be.
  const wide = ascii.replaceAll(/\\"|[<>&'+`]/g, (character) => unicodeEscape(character.at(-1) ?? ''));
  return [once, inJson(once), inJson(inJson(once)), ascii, upperEscapes(ascii), wide, upperEscapes(wide), once.replaceAll('/', '\\/')];
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function upperEscapes(text: string): string {
  return text.replaceAll(/\\u[\da-f]{4}/g, (escape) => `\\u${escape.slice(2).toUpperCase()}`);
}

/** As Node prints a string of an object, in any of its quotes. */
function quotedForms(text: string): readonly string[] {
  const bare = inJson(text).replaceAll('\\"', '"');
  return [bare, bare.replaceAll("'", "\\'"), bare.replaceAll('`', '\\`'), text.replaceAll("'", "'\\''")];
}

function linkForms(text: string): readonly string[] {
  const whole = text.toWellFormed();
  const part = encodeURIComponent(whole);
  const strict = part.replaceAll(/[!'()*]/g, percent);
  const form = part.replaceAll(/[!'()~]/g, percent).replaceAll('%20', '+');
  return [part, strict, form, encodeURI(whole), form.replaceAll('*', '%2A')].flatMap((link) => [link, lowerPercents(link), link.replaceAll('%', '%25')]);
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

function lowerPercents(text: string): string {
  return text.replaceAll(/%[\dA-F]{2}/g, (escape) => escape.toLowerCase());
}

function markupForms(text: string): readonly string[] {
  const plain = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const quoted = plain.replaceAll('"', '&quot;');
  return [plain, quoted, ...['&#39;', '&#x27;', '&apos;'].flatMap((mark) => [plain.replaceAll("'", mark), quoted.replaceAll("'", mark)])];
}

function hexForms(text: string): readonly string[] {
  const hex = Buffer.from(text).toString('hex');
  return [hex, hex.toUpperCase()];
}

/** Encoded by itself, with padding and without, and the characters that stand for it alone where it begins at each of three places. */
function base64Forms(text: string): readonly string[] {
  const bytes = Buffer.from(text);
  const alone = bytes.toString('base64');
  const inside = [0, 1, 2].map((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    return encoded.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
  });
  return [alone, alone.replaceAll('=', ''), ...inside].flatMap((form) => [form, form.replaceAll('+', '-').replaceAll('/', '_')]);
}
