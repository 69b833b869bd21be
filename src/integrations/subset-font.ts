import type { Plugin } from 'vite';
import subset from 'subset-font';

export interface FontCut {
  /** Matches the file's name as the package has it. */
  readonly file: RegExp;
  /** Weights to keep of a variable font: a range, or one. */
  readonly weight: number | { readonly min: number; readonly max: number };
  /** OpenType features to keep; alternates that no style sheet asks for are most of a font's weight. */
  readonly features: readonly string[];
}

/** What Portuguese text and code need: ASCII, Latin-1, and the punctuation, arrows and signs that the lessons use. */
const CHARACTERS = range(0x20, 0x7e) + range(0xa0, 0xff) + '–—‘’“”•…→←↑↓−≤≥≈€';

/**
 * Cuts the built site's fonts down to what it uses: Inter goes from 48 to 22 KB, JetBrains Mono from 40 to 8, which
 * is what lets a lesson stay within its 80 KB. A character outside the cut falls back to the system's font.
 * Development serves the packages' own files.
 */
export function subsetFonts(cuts: readonly FontCut[]): Plugin {
  return {
    name: 'vazou:subset-fonts',
    apply: 'build',
    async generateBundle(_options, bundle) {
      for (const output of Object.values(bundle)) {
        if (output.type !== 'asset' || typeof output.source === 'string') continue;
        const cut = cuts.find(({ file }) => output.originalFileNames.some((name) => file.test(name)));
        if (!cut) continue;
        output.source = await subset(Buffer.from(output.source), CHARACTERS, {
          targetFormat: 'woff2',
          variationAxes: { wght: cut.weight },
          keepFeatures: cut.features,
          noHinting: true,
        });
      }
    },
  };
}

function range(first: number, last: number): string {
  return String.fromCodePoint(...Array.from({ length: last - first + 1 }, (_, index) => first + index));
}
