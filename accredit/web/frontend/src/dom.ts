// Making elements. What a page says is only ever set as text.
export type Attributes = Record<string, string | number | undefined>;

export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...inside: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  give(made, attributes);
  made.append(...inside);
  return made;
}

export function drawn(name: string, attributes: Attributes = {}): SVGElement {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  give(made, attributes);
  return made;
}

function give(to: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) to.setAttribute(name, String(value));
  }
}

/** Changes the address without a new page; an empty value takes the part away. */
export function address(parts: Record<string, string>): void {
  const now = new URL(location.href);
  for (const [name, value] of Object.entries(parts)) {
    if (value) now.searchParams.set(name, value);
    else now.searchParams.delete(name);
  }
  history.replaceState(null, "", now);
}

export const CHANGED = "accredit:changed";
