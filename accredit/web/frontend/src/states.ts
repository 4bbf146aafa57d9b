// Where the states of the missions come from: the server for each pair of times, or one file of a published site.
export interface State {
  first: string;
  second: string | null;
  way: string;
  standing: string;
  words: string;
  told: string;
  since: string;
  last: string | null;
}

export type States = Map<string, State>;
export type Source = (asOf: string, knownAt: string) => Promise<States>;

interface Marks {
  states: State[];
  marks: Record<string, number>;
}

/** From each place of `known` on (by index), from each place of `days` on, the place in `states`. */
interface Grid {
  days: string[];
  known: string[];
  states: State[];
  grid: Record<string, [number, [number, number][]][]>;
}

export function served(address: string): Source {
  let under_way: AbortController | null = null;
  return async (asOf, knownAt) => {
    under_way?.abort();
    under_way = new AbortController();
    const asked = new URL(address, location.href);
    const page = new URL(location.href).searchParams;
    for (const name of ["recorded-at", "without"]) for (const value of page.getAll(name)) asked.searchParams.append(name, value);
    asked.searchParams.set("as-of", asOf);
    if (knownAt) asked.searchParams.set("known-at", knownAt);
    const found = (await (await fetch(asked, { signal: under_way.signal })).json()) as Marks;
    const states: States = new Map();
    for (const [name, place] of Object.entries(found.marks)) {
      const state = found.states[place];
      if (state) states.set(name, state);
    }
    return states;
  };
}

export function published(address: string): Source {
  let loaded: Promise<Grid> | null = null;
  return async (asOf, knownAt) => {
    loaded ??= fetch(address).then((answer) => answer.json() as Promise<Grid>);
    const grid = await loaded;
    const day = last(grid.days, asOf);
    const known = knownAt ? last(grid.known, knownAt) : grid.known.length;
    const states: States = new Map();
    for (const [name, by_known] of Object.entries(grid.grid)) {
      const days = by_known.filter(([from]) => from <= known).pop()?.[1];
      const state = grid.states[days?.filter(([from]) => from <= day).pop()?.[1] ?? 0];
      if (state) states.set(name, state);
    }
    return states;
  };
}

function last(days: string[], day: string): number {
  return days.filter((each) => each <= day).length - 1;
}
