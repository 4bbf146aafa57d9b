// Small scripts for where hands want to move things. Every page works without them.
import { copying } from "./copy";
import { listing } from "./list";
import { mapping } from "./map";
import { sliding } from "./times";
import { pointing } from "./timeline";

const islands: Record<string, (place: HTMLElement) => void> = {
  copy: copying,
  list: listing,
  map: mapping,
  times: sliding,
  timeline: pointing,
};

for (const place of document.querySelectorAll<HTMLElement>("[data-island]")) {
  islands[place.dataset["island"] ?? ""]?.(place);
}
