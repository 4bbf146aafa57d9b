// Small scripts for where hands want to move things. Every page works without them.
import { dropping, waiting } from "./adding";
import { choosing } from "./choosing";
import { copying } from "./copy";
import { pressing } from "./keys";
import { listing } from "./list";
import { mapping } from "./map";
import { sliding } from "./times";
import { pointing } from "./timeline";

const islands: Record<string, (place: HTMLElement) => void> = {
  choosing,
  copy: copying,
  dropping,
  keys: pressing,
  list: listing,
  map: mapping,
  times: sliding,
  timeline: pointing,
  waiting,
};

for (const place of document.querySelectorAll<HTMLElement>("[data-island]")) {
  islands[place.dataset["island"] ?? ""]?.(place);
}
