declare module 'subset-font' {
  /** A cut-down copy of a font, made by HarfBuzz. The package ships no types; these are the options that we use. */
  export default function subsetFont(
    font: Buffer,
    text: string,
    options: {
      readonly targetFormat: 'woff2';
      /** By axis: one position, or the part of its range to keep. */
      readonly variationAxes: Readonly<Record<string, number | { readonly min: number; readonly max: number }>>;
      /** OpenType tags. */
      readonly keepFeatures: readonly string[];
      readonly noHinting: boolean;
    },
  ): Promise<Buffer>;
}
