/** Tiles where a map would have them: each a link with its name and its figure, shaded by a share; the table stands beside it. */
import { safeUrl } from '../parts/safe-url.ts';
import { shadeOf } from './shade.ts';

export interface Tile {
  readonly key: string;
  /** Zero-based place in the grid. */
  readonly column: number;
  readonly row: number;
  /** Two or three characters. */
  readonly name: string;
  /** What stands below the name; the shade only repeats it. */
  readonly figure: string;
  /** 0 to 1; null where there is nothing to share, which is drawn quietly and leads nowhere. */
  readonly share: number | null;
  /** What name and figure stand for, in words. */
  readonly about: string;
  readonly href: string | null;
}

interface TileGridProps {
  /** Names the drawing for those who don't see it; unique in the page. */
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly tiles: readonly Tile[];
}

/** In units of the drawing; 24 px and more on a phone. */
const side = { width: 72, height: 60, gap: 4 };

export const TileGrid = ({ id, title, about, tiles }: TileGridProps) => {
  const columns = Math.max(1, ...tiles.map(({ column }) => column + 1));
  const rows = Math.max(1, ...tiles.map(({ row }) => row + 1));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing holds no fieldset
    <svg
      class="tile-grid"
      viewBox={`0 0 ${columns * side.width} ${rows * side.height}`}
      role="group"
      aria-labelledby={`${id}-title ${id}-about`}
    >
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-about`}>{about}</desc>
      {tiles.map((tile) =>
        tile.href === null ? (
          <g key={tile.key} class="tile quiet">
            <Face tile={tile} />
          </g>
        ) : (
          <a
            key={tile.key}
            class={`tile ${shadeOf(tile.share ?? 0)}`}
            href={safeUrl(tile.href)}
            aria-label={`${tile.name}${tile.figure} ${tile.about}`}
          >
            <Face tile={tile} />
          </a>
        ),
      )}
    </svg>
  );
};

const Face = ({ tile }: { tile: Tile }) => {
  const [x, y] = [tile.column * side.width, tile.row * side.height];
  const middle = x + side.width / 2;
  return (
    <>
      <rect
        x={x + side.gap / 2}
        y={y + side.gap / 2}
        width={side.width - side.gap}
        height={side.height - side.gap}
        rx="6"
      />
      <text class="tile-name" x={middle} y={y + 26} text-anchor="middle">
        {tile.name}
      </text>
      <text class="tile-figure" x={middle} y={y + 47} text-anchor="middle">
        {tile.figure}
      </text>
    </>
  );
};
