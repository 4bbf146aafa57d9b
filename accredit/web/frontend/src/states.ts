// Where the states of the missions come from: the server for each pair of times, or one file of a published site.
/** In `since` and `last`, `{day}` stands for the day asked about. */
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

/** Days outside of which nothing changes; on a server not on each of them something does. */
export interface Turns {
  days: string[];
  known: string[];
}

export interface Source {
  at(asOf: string, knownAt: string): Promise<States>;
  turns(): Promise<Turns>;
  /** Missions that are told for some days alone. */
  coarse(): Promise<number>;
}

interface Marks {
  states: State[];
  marks: Record<string, number>;
}

/** From each place of `known` on (by index), from each place of `days` on, the place in `states`. */
interface Grid extends Turns {
  states: State[];
  grid: Record<string, [number, [number, number][]][]>;
  coarse: string[];
}

export function served(marks: string, days: string): Source {
  let under_way: AbortController | null = null;
  const asking = (address: string): URL => {
    const asked = new URL(address, location.href);
    const page = new URL(location.href).searchParams;
    for (const name of ["recorded-at", "without"]) for (const value of page.getAll(name)) asked.searchParams.append(name, value);
    return asked;
  };
  return {
    async at(asOf, knownAt) {
      under_way?.abort();
      under_way = new AbortController();
      const asked = asking(marks);
      asked.searchParams.set("as-of", asOf);
      if (knownAt) asked.searchParams.set("known-at", knownAt);
      const found = (await (await fetch(asked, { signal: under_way.signal })).json()) as Marks;
      const states: States = new Map();
      for (const [name, place] of Object.entries(found.marks)) {
        const state = found.states[place];
        if (state) states.set(name, state);
      }
      return states;
    },
    turns: async () => (await (await fetch(asking(days))).json()) as Turns,
    coarse: async () => 0,
  };
}

export function published(address: string): Source {
  let loaded: Promise<Grid> | null = null;
  const load = async (): Promise<Grid> => {
    loaded ??= fetch(address).then((answer) => answer.json() as Promise<Grid>);
    try {
      return await loaded;
    } catch (error) {
      loaded = null; // the next move asks again
      throw error;
    }
  };
  return {
    async at(asOf, knownAt) {
      const grid = await load();
      const day = last(grid.days, asOf);
      const known = knownAt ? last(grid.known, knownAt) : grid.known.length;
      const states: States = new Map();
      for (const [name, by_known] of Object.entries(grid.grid)) {
        const days = by_known.filter(([from]) => from <= known).pop()?.[1];
        const state = grid.states[days?.filter(([from]) => from <= day).pop()?.[1] ?? -1];
        if (state) states.set(name, state);
      }
      return states;
    },
    turns: load,
    coarse: async () => (await load()).coarse.length,
  };
}

/** The place of the last day that is not after this one; the first for any before. */
function last(days: string[], day: string): number {
  return Math.max(0, days.filter((each) => each <= day).length - 1);
}

/** Whether two pictures show the same. */
export function same(one: States, other: States): boolean {
  return one.size === other.size && [...one].every(([name, state]) => JSON.stringify(state) === JSON.stringify(other.get(name)));
}
