/*
 * Loaded before the program (`node --import`): once a text was written to the terminal, the next component that React draws throws. The product
 * has no switch for it. BREAK_AFTER: the text, whose spaces may be anything.
 */
const marker = (process.env['BREAK_AFTER'] ?? '').replaceAll(/\s+/g, '');
const write = process.stdout.write.bind(process.stdout);
let written = '';
let armed = false;

/** @type {(chunk: any, ...rest: any[]) => boolean} */
const watched = (chunk, ...rest) => {
  if (!armed && marker !== '') {
    written = (written + String(chunk)).slice(-20_000);
    // oxlint-disable-next-line eslint/no-control-regex -- what moves the cursor stands between words
    armed = written.replaceAll(/\u001B\[[0-9;?]*[A-Za-z]|\s+/g, '').includes(marker);
    if (armed) Error.stackTraceLimit = 60;
  }
  return write(chunk, .../** @type {[]} */ (rest));
};
process.stdout.write = watched;

const map = Array.prototype.map;
Array.prototype.map = /** @type {any} */ (/** @this {any} */ function broken(/** @type {any} */ ...given) {
  if (armed) {
    const stack = new Error('where').stack ?? '';
    // What draws the error is left alone; React tries what has thrown a second time.
    if (stack.includes('renderWithHooks') && !/ErrorOverview/.test(stack)) throw new Error('a component that throws');
  }
  return Reflect.apply(map, this, given);
});
