// Search in a published site: the words first, then the shelves that have those looked for or words like them.
import MiniSearch, { type Options, type SearchResult } from "minisearch";
import { element } from "./dom";

/** Kind, words, note, address, further words to find it by. */
type Entry = [number, string, string, string, string];

interface Words {
  kinds: string[];
  shelves: number;
  words: Record<string, number[]>;
}

/** Shelves that are read for one search, and results of each kind. */
const SHELVES = 8;
const EACH = 12;
const NOISE = new Set(["the", "of", "in", "at", "to", "for", "and", "a", "is", "on", "by"]);

/** Lower case without marks or noise, as the server tells words apart. */
const plain = (words: string): string => words.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
const tokens = (words: string): string[] => (plain(words).match(/[\p{L}\p{N}_]+/gu) ?? []).filter((word) => !NOISE.has(word));

const FORGIVING = {
  tokenize: tokens,
  processTerm: (term: string): string => term,
  searchOptions: {
    prefix: (term: string): boolean => term.length >= 3,
    fuzzy: (term: string): number | boolean => (term.length < 4 ? false : term.length < 6 ? 1 : 2),
    boost: { words: 2 },
  },
} satisfies Partial<Options>;

function searching(form: HTMLFormElement): void {
  const folder = form.dataset["search"] ?? "";
  const get = async <T>(name: string | number): Promise<T> => (await (await fetch(`${folder}/${name}.json`)).json()) as T;
  const field = form.elements.namedItem("q") as HTMLInputElement;
  const told = document.getElementById("told") as HTMLElement;
  const results = document.getElementById("results") as HTMLElement;
  const entries = new Map<number, Entry>();
  const shelf_of = new Map<number, number>();
  const index = new MiniSearch<{ id: number; words: string; note: string; more: string }>({ ...FORGIVING, fields: ["words", "note", "more"] });
  const loaded = new Map<number, Promise<void>>();
  let first: Promise<{ words: Words; list: MiniSearch; named: string[] }> | null = null;
  let turn = 0;

  const begin = async (): Promise<{ words: Words; list: MiniSearch; named: string[] }> => {
    const words = await get<Words>("words");
    const named = Object.keys(words.words);
    const list = new MiniSearch({ ...FORGIVING, fields: ["word"] });
    list.addAll(named.map((word, id) => ({ id, word })));
    return { words, list, named };
  };
  const load = (shelf: number): Promise<void> => {
    const under_way = loaded.get(shelf) ?? get<{ entries: Entry[] }>(shelf).then((found) => {
      const documents = found.entries.map((entry) => {
        const id = entries.size;
        entries.set(id, entry);
        shelf_of.set(id, shelf);
        return { id, words: entry[1], note: entry[2], more: entry[4] };
      });
      index.addAll(documents);
    });
    loaded.set(shelf, under_way);
    return under_way;
  };
  const search = async (): Promise<void> => {
    const mine = (turn += 1);
    const asked = field.value.trim();
    history.replaceState(null, "", asked ? `#q=${encodeURIComponent(asked)}` : location.pathname + location.search);
    if (!asked) {
      told.textContent = "";
      results.replaceChildren();
      return;
    }
    const { words, list, named } = await (first ??= begin());
    const having = new Map<number, Set<string>>();
    for (const like of list.search(asked)) {
      for (const shelf of words.words[named[like.id as number] ?? ""] ?? []) {
        const terms = having.get(shelf) ?? new Set();
        for (const term of like.queryTerms) terms.add(term);
        having.set(shelf, terms);
      }
    }
    const most = Math.max(0, ...[...having.values()].map((terms) => terms.size));
    const wanted = [...having].filter(([, terms]) => terms.size === most).map(([shelf]) => shelf).sort((a, b) => a - b);
    const chosen = new Set(wanted.slice(0, SHELVES));
    await Promise.all([...chosen].map(load));
    if (mine !== turn) return;
    const found = index.search(asked, { filter: (result) => chosen.has(shelf_of.get(result.id as number) ?? -1) });
    show(words, best(found), wanted.length > chosen.size, asked);
  };
  const show = (words: Words, found: SearchResult[], cut: boolean, asked: string): void => {
    const sections = words.kinds.flatMap((kind, place) => {
      const own = found.map((result) => entries.get(result.id as number)).filter((entry) => entry?.[0] === place).slice(0, EACH);
      if (!own.length) return [];
      const heading = element("h2", { id: `${kind}-h` }, form.dataset[`k${kind[0]?.toUpperCase()}${kind.slice(1)}`] ?? kind);
      const items = own.map((entry) => {
        const [, said, note, href] = entry as Entry;
        const item = element("li", {}, element("a", { href }, element("bdi", {}, said)));
        if (note) item.append(" ", element("span", { class: "quiet" }, element("bdi", {}, note)));
        return item;
      });
      return [element("section", { "aria-labelledby": `${kind}-h` }, heading, element("ul", { class: "results" }, ...items))];
    });
    results.replaceChildren(...sections);
    const count = results.querySelectorAll("li").length;
    const said = count ? (form.dataset["found"] ?? "").replace("{n}", String(count)) : (form.dataset["none"] ?? "").replace("{words}", asked);
    told.textContent = cut ? `${said}. ${form.dataset["some"]}` : said;
  };
  const trying = (): void => void search().catch((error: Error) => { told.textContent = error.message; });
  form.hidden = false;
  document.getElementById("plain")?.remove();
  form.addEventListener("input", trying);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    trying();
  });
  // What was looked for stands behind the #: it opens the same for whoever is given the address, and no host is told.
  const opened = (): void => {
    const given = new URLSearchParams(location.hash.slice(1)).get("q") ?? "";
    if (given === field.value.trim()) return;
    field.value = given;
    trying();
  };
  addEventListener("hashchange", opened);
  opened();
}

/** Those that have the most of the words that were looked for. */
function best(found: SearchResult[]): SearchResult[] {
  const many = (result: SearchResult): number => new Set(result.queryTerms).size;
  const most = Math.max(0, ...found.map(many));
  return found.filter((result) => many(result) === most);
}

const form = document.querySelector<HTMLFormElement>("form[data-search]");
if (form) searching(form);
