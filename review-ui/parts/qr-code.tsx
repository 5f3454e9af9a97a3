/** A QR code drawn as one path: no picture to fetch, and nothing that the page's policy forbids. */
import { encode } from 'uqr';

interface QrCodeProps {
  readonly text: string;
  /** What it leads to, for those who can't see it. */
  readonly label: string;
}

/** Light modules around the code, as readers need them. */
const margin = 2;

/** Readable also where an eighth of it is smudged or stamped over. */
export const QrCode = ({ text, label }: QrCodeProps) => {
  const { data, size } = encode(text, { ecc: 'M', border: margin });
  const path = data
    .flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])))
    .join('');
  return (
    <svg
      class="qr-code"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shape-rendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
};
