// Builds what browsers get: the islands as one script, the search of published sites as another, and the land as the outline that the pages draw.
import { build } from "esbuild";
import { geoEqualEarth, geoEqualEarthRaw, geoPath } from "d3-geo";
import { feature } from "topojson-client";
import { createRequire } from "node:module";
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const out = fileURLToPath(new URL("../static/built/", import.meta.url));
mkdirSync(out, { recursive: true });

await build({
  entryPoints: ["islands", "search"].map((name) => fileURLToPath(new URL(`src/${name}.ts`, import.meta.url))),
  outdir: out,
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2020",
  legalComments: "none",
});

// The same drawing as accredit/web/geo.py: width, scale, upper and lower edge.
const SCALE = 177.158;
const WIDTH = 960;
const degrees = Math.PI / 180;
const top = geoEqualEarthRaw(0, 84 * degrees)[1] * SCALE;
const bottom = geoEqualEarthRaw(0, -57 * degrees)[1] * SCALE;
const world = createRequire(import.meta.url)("world-atlas/land-110m.json");
const projection = geoEqualEarth()
  .scale(SCALE)
  .translate([WIDTH / 2, top])
  .clipExtent([[0, 0], [WIDTH, top - bottom]])
  .precision(0.3);
writeFileSync(`${out}land.txt`, geoPath(projection).digits(1)(feature(world, world.objects.land)));
