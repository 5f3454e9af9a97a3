/** A small set of line icons, drawn inline so that they take the colour of the text beside them. */

/** Paths on a 16 × 16 grid, stroked with 1.5. */
const shapes = {
  home: 'M2.5 7.5 8 3l5.5 4.5M4 6.5V13h3V9.5h2V13h3V6.5',
  upload: 'M8 10.5v-8M5 5l3-3 3 3M2.5 10.5v3h11v-3',
  download: 'M8 2.5v8M5 8l3 3 3-3M2.5 10.5v3h11v-3',
  send: 'M14 2 1.8 6.6l4.7 2.9L9.4 14ZM6.5 9.5 14 2',
  review: 'M2.5 4l1.2 1.2L6 3M2.5 11l1.2 1.2L6 10M8.5 4.5h5M8.5 11.5h5',
  teachers:
    'M6 7.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM1.5 13.5c0-2.5 2-4 4.5-4s4.5 1.5 4.5 4M10.5 3a2.2 2.2 0 0 1 0 4.2M12 9.8c1.5.5 2.5 1.8 2.5 3.7',
  transfer: 'M2.5 5.5h10M9.5 2.5l3 3-3 3M13.5 10.5h-10M6.5 7.5l-3 3 3 3',
  units: 'M6 2.5h4v3H6zM1.5 10.5h4v3h-4zM10.5 10.5h4v3h-4zM8 5.5V8M3.5 10.5V8h9v2.5',
  staffing:
    'M8 6.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM5 10c0-1.8 1.3-3 3-3s3 1.2 3 3M2 13.5h3M6.5 13.5h3M11 13.5h3',
  open: 'M3.5 7.5h9v6h-9zM5.5 7.5V5a2.5 2.5 0 0 1 4.8-1M8 9.8v1.6',
  account: 'M8 8a2.7 2.7 0 1 0 0-5.4A2.7 2.7 0 0 0 8 8ZM2.8 13.8c0-2.6 2.2-4.2 5.2-4.2s5.2 1.6 5.2 4.2',
  bell: 'M3 12h10l-1.2-1.8V7a3.8 3.8 0 0 0-7.6 0v3.2ZM6.6 14h2.8',
  calendar: 'M2.5 4h11v9.5h-11zM2.5 7h11M5.5 2v3M10.5 2v3',
  language: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM2 8h12M8 2c-2.2 2-2.2 10 0 12M8 2c2.2 2 2.2 10 0 12',
  leave: 'M6.5 2.5h-4v11h4M6 8h8M11 5l3 3-3 3',
  check: 'M3 8.5 6.5 12 13 4.5',
  cross: 'M4 4l8 8M12 4l-8 8',
  undo: 'M3 6.5h6.5a3.5 3.5 0 0 1 0 7H6M5.5 4 3 6.5 5.5 9',
  eye: 'M1.5 8S3.9 3.7 8 3.7 14.5 8 14.5 8 12.1 12.3 8 12.3 1.5 8 1.5 8ZM8 9.9a1.9 1.9 0 1 0 0-3.8 1.9 1.9 0 0 0 0 3.8Z',
  warning: 'M8 2.5 14.5 13.5h-13ZM8 6.5v3.2M8 11.6v.4',
  info: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM8 7.2v3.8M8 4.8v.4',
  search: 'M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9ZM10.5 10.5l3.5 3.5',
  next: 'M6 3.5 10.5 8 6 12.5',
  file: 'M4 1.5h5l3 3v10H4zM9 1.5v3h3M6 8h4M6 11h4',
  keyboard: 'M1.5 4h13v8h-13zM4 6.5h.5M7 6.5h.5M10 6.5h.5M12 6.5h.5M4.5 9.5h7',
  print: 'M4.5 5.5v-3h7v3M4.5 11.5h-2v-6h11v6h-2M4.5 9.5h7v4h-7z',
  identity:
    'M1.5 3.5h13v9h-13zM4.8 8a1.3 1.3 0 1 0 0-2.6 1.3 1.3 0 0 0 0 2.6ZM3 10.5c.2-1 .9-1.4 1.8-1.4s1.6.4 1.8 1.4M9 6.5h3.5M9 9.5h3.5',
} as const;
export type IconName = keyof typeof shapes;

/** Decorative: the text beside it, or the button's label, says the same. */
export const Icon = ({ name }: { name: IconName }) => (
  <svg
    class="icon"
    viewBox="0 0 16 16"
    width="16"
    height="16"
    fill="none"
    stroke="currentColor"
    stroke-width="1.5"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
    focusable="false"
  >
    <path d={shapes[name]} />
  </svg>
);
