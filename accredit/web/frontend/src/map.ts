// The map comes closer by buttons, keys, wheel and fingers, and marks that were moved apart go home as it does.
import { element } from "./dom";

const MOST = 16;

export function mapping(place: HTMLElement): void {
  const svg = place.querySelector("svg");
  if (!svg) return;
  const whole = svg.viewBox.baseVal;
  const [width, height] = [whole.width, whole.height];
  let [x, y, closer] = [0, 0, 1];
  const marks = [...svg.querySelectorAll<SVGAElement>(".mark")].map((mark) => {
    const [px = 0, py = 0] = (mark.getAttribute("transform") ?? "").match(/-?[\d.]+/g)?.map(Number) ?? [];
    const [tx, ty] = [Number(mark.dataset["x"] ?? px), Number(mark.dataset["y"] ?? py)];
    return { mark, px, py, tx, ty };
  });
  const leaders = [...svg.querySelectorAll<SVGPathElement>(".leaders path")];

  const show = (): void => {
    const [w, h] = [width / closer, height / closer];
    x = Math.min(Math.max(x, 0), width - w);
    y = Math.min(Math.max(y, 0), height - h);
    svg.setAttribute("viewBox", `${x.toFixed(1)} ${y.toFixed(1)} ${w.toFixed(1)} ${h.toFixed(1)}`);
    const size = (1 / closer ** 0.8).toFixed(3);
    for (const { mark, px, py, tx, ty } of marks) {
      const [ax, ay] = [tx + (px - tx) / closer ** 0.8, ty + (py - ty) / closer ** 0.8];
      mark.setAttribute("transform", `translate(${ax.toFixed(2)} ${ay.toFixed(2)}) scale(${size})`);
    }
    for (const leader of leaders) leader.style.visibility = closer > 1 ? "hidden" : "";
    out.disabled = all.disabled = closer === 1;
    into.disabled = closer === MOST;
  };
  const amid = (places: number[]): number => places.sort((a, b) => a - b)[Math.floor(places.length / 2)] ?? 0;
  const [amidX, amidY] = [amid(marks.map(({ px }) => px)), amid(marks.map(({ py }) => py))];
  /** From the whole map a button comes closer to where the marks are, not to the middle of the map. */
  const closing = (): void => {
    if (closer > 1) return zoom(2);
    closer = 2;
    [x, y] = [amidX - width / 4, amidY - height / 4];
    show();
    place.scrollLeft = (place.scrollWidth - place.clientWidth) / 2;
  };
  const zoom = (by: number, cx = x + width / closer / 2, cy = y + height / closer / 2): void => {
    const next = Math.min(Math.max(closer * by, 1), MOST);
    x = cx - ((cx - x) * closer) / next;
    y = cy - ((cy - y) * closer) / next;
    closer = next;
    show();
  };
  const { in: closerWords = "", out: fartherWords = "", all: allWords = "" } = place.dataset;
  const button = (sign: string, words: string, act: () => void): HTMLButtonElement => {
    const made = element("button", { type: "button", "aria-label": words, title: words }, sign);
    made.addEventListener("click", act);
    return made;
  };
  const into = button("+", closerWords, closing);
  const out = button("−", fartherWords, () => zoom(0.5));
  const all = button("□", allWords, () => zoom(0));
  place.before(element("div", { class: "zoom" }, into, out, all)); // beside the frame, which scrolls on a phone

  const at = (event: MouseEvent): [number, number] => {
    const box = svg.getBoundingClientRect();
    return [x + ((event.clientX - box.left) / box.width) * (width / closer), y + ((event.clientY - box.top) / box.height) * (height / closer)];
  };
  svg.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && closer === 1) return; // a plain wheel scrolls the page
    event.preventDefault();
    zoom(event.deltaY < 0 ? 1.25 : 0.8, ...at(event));
  }, { passive: false });
  let from: { x: number; y: number; moved: boolean } | null = null;
  svg.addEventListener("pointerdown", (event) => {
    if (closer > 1) from = { x: event.clientX, y: event.clientY, moved: false };
  });
  addEventListener("pointermove", (event) => {
    if (!from) return;
    const box = svg.getBoundingClientRect();
    const [dx, dy] = [event.clientX - from.x, event.clientY - from.y];
    if (!from.moved && Math.hypot(dx, dy) < 4) return;
    x -= (dx / box.width) * (width / closer);
    y -= (dy / box.height) * (height / closer);
    from = { x: event.clientX, y: event.clientY, moved: true };
    show();
  });
  addEventListener("pointerup", () => setTimeout(() => (from = null)));
  svg.addEventListener("click", (event) => { if (from?.moved) event.preventDefault(); }, true);
  svg.addEventListener("dragstart", (event) => event.preventDefault());
  svg.addEventListener("keydown", (event) => {
    const step = 60 / closer;
    const moves: Record<string, () => void> = {
      "+": closing, "=": closing, "-": () => zoom(0.5), "0": () => zoom(0),
      ArrowLeft: () => { x -= step; }, ArrowRight: () => { x += step; },
      ArrowUp: () => { y -= step; }, ArrowDown: () => { y += step; },
    };
    const move = moves[event.key];
    if (!move || event.ctrlKey || event.metaKey || event.altKey || (event.key.startsWith("Arrow") && closer === 1)) return;
    event.preventDefault();
    move();
    show();
  });
  show();
  // On a narrow screen the map is wider than its frame: it begins where the marks are.
  place.scrollLeft = (amidX / width) * place.scrollWidth - place.clientWidth / 2;
}
