interface Branch {
  /** What has to follow to get here. */
  readonly label: string;
  /** A form ends here. */
  readonly ends: boolean;
  readonly branches: Map<number, Branch>;
}

/** What a tree finds at one place of a text. */
export interface FormAtPlace {
  /** Characters of the longest form that begins there; 0: none does. */
  readonly length: number;
  /** The text ended while a longer form was still possible. */
  readonly open: boolean;
}

/** Texts to look for, with their common beginnings shared, so that looking costs the same for one as for thousands. */
export interface FormTree {
  add(form: string): void;
  /** False: no form of three characters and more begins with the three characters that hash to this; see `placeHash`. */
  mayBegin(hash: number): boolean;
  at(text: string, place: number): FormAtPlace;
}

const hashMask = 0x7fff;

/** Rolls one more character into the hash of the last three. */
export function rollHash(hash: number, character: number): number {
  return ((hash << 5) ^ character) & hashMask;
}

const nowhere: FormAtPlace = { length: 0, open: false };

/** An empty tree. */
export function createFormTree(): FormTree {
  const root: Branch = { label: '', ends: false, branches: new Map() };
  const beginnings = new Uint8Array(hashMask + 1);
  return {
    add: (form) => {
      if (form.length < 3) return;
      let hash = 0;
      for (let index = 0; index < 3; index += 1) hash = rollHash(hash, form.charCodeAt(index));
      beginnings[hash] = 1;
      insert(root, form);
    },
    mayBegin: (hash) => beginnings[hash] === 1,
    at: (text, place) => follow(root, text, place),
  };
}

function insert(root: Branch, form: string): void {
  let node = root;
  let rest = form;
  for (;;) {
    const first = rest.charCodeAt(0);
    const next = node.branches.get(first);
    if (next === undefined) {
      node.branches.set(first, { label: rest, ends: true, branches: new Map() });
      return;
    }
    const shared = sharedLength(next.label, rest);
    const joint = shared === next.label.length ? next : split(next, shared);
    rest = rest.slice(shared);
    const ended = rest === '' && !joint.ends ? { ...joint, ends: true } : joint;
    node.branches.set(first, ended);
    if (rest === '') return;
    node = ended;
  }
}

function split(branch: Branch, at: number): Branch {
  const rest: Branch = { ...branch, label: branch.label.slice(at) };
  return { label: branch.label.slice(0, at), ends: false, branches: new Map([[rest.label.charCodeAt(0), rest]]) };
}

function sharedLength(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let length = 0;
  while (length < most && a.charCodeAt(length) === b.charCodeAt(length)) length += 1;
  return length;
}

function follow(root: Branch, text: string, place: number): FormAtPlace {
  let node = root;
  let position = place;
  let length = 0;
  for (;;) {
    if (position === text.length) return { length, open: node.branches.size > 0 };
    const next = node.branches.get(text.charCodeAt(position));
    if (next === undefined) return length === 0 ? nowhere : { length, open: false };
    if (!text.startsWith(next.label, position)) {
      const open = text.length - position < next.label.length && next.label.startsWith(text.slice(position));
      return { length, open };
    }
    position += next.label.length;
    if (next.ends) length = position - place;
    node = next;
  }
}
