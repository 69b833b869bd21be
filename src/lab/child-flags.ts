/** How a lab's process is started: its memory ceiling and what makes its profiles legible. */

const MIB = 1024 * 1024;

/** Small, so that the ceiling means what it says: V8 adds three semi-spaces to the old generation. */
const SEMI_SPACE_MIB = 4;

/**
 * @param ceilingMiB size of V8's old generation, in MiB. Buffers live outside of it and are not capped.
 * @param preload address of the module to load before the lab's.
 */
export function childFlags(ceilingMiB: number, preload: string): string[] {
  return [
    `--max-old-space-size=${ceilingMiB}`,
    `--max-semi-space-size=${SEMI_SPACE_MIB}`,
    // V8 charges what an inlined function allocates to its caller (measured: 40 MB under the wrong name). A microscope
    // setting: HTTP services show no cost, micro-loops up to 7×.
    '--no-turbo-inlining',
    '--no-maglev-inlining',
    // Else V8 drops compiled code that has not run for some collections, with what only that holds, and the floor falls
    // in the middle of a measurement (memory-leak: from 16.4 MiB to 12.1), which hides a leak of 1.6 KB a request.
    '--no-flush-bytecode',
    // A workspace outside the package has no package.json; its `.ts` files are ES modules all the same.
    '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON',
    `--import=${preload}`,
  ];
}

/** The `heap_size_limit` that V8 reports under {@link childFlags}, in bytes: 64 MiB → 76 MiB on Node 26. */
export function heapLimit(ceilingMiB: number): number {
  return (ceilingMiB + 3 * SEMI_SPACE_MIB) * MIB;
}
