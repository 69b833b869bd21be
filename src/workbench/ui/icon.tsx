/** A small set of line icons, drawn by us on a 16-unit grid. They never stand alone for a meaning: words go with them. */

const PATHS = {
  play: 'M5 3.2v9.6L12.6 8z',
  stop: 'M4 4h8v8H4z',
  plus: 'M8 3.2v9.6M3.2 8h9.6',
  restart: 'M12.8 8a4.8 4.8 0 1 1-1.5-3.5M12.9 2v3.2H9.7',
  copy: 'M5.5 5.5h7v7h-7zM10.3 5.2V3.3H3.4v6.9h1.8',
  check: 'M3 8.6l3.2 3.2L13 4.8',
  cross: 'M4 4l8 8M12 4l-8 8',
  alert: 'M8 2.2L14.4 13H1.6zM8 6.4v3.2M8 11.2v.4',
  download: 'M8 2.5v7.2M4.9 6.8L8 9.9l3.1-3.1M3 13h10',
  load: 'M2.5 12.5h2.6V9H2.5zM6.7 12.5h2.6v-6H6.7zM10.9 12.5h2.6v-9h-2.6z',
  sweep: 'M8 2.2L13.8 8 8 13.8 2.2 8z',
  camera: 'M2.2 5h2.6l1-1.8h4.4l1 1.8h2.6v7.8H2.2zM8 6.6a2.2 2.2 0 1 1 0 4.4 2.2 2.2 0 0 1 0-4.4z',
  lock: 'M4 7.5h8v6H4zM5.6 7.5V5.4a2.4 2.4 0 0 1 4.8 0v2.1',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="wb-icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
