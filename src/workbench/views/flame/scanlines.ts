/** Most boxes of a large profile are a pixel or two: for so few a call of `fill` costs more than the pixels do. */
const FEW = 32;

/**
 * Rows of boxes as a picture that is one pixel high for each row, stretched to the rows' height when it is drawn: ten
 * thousand boxes cost hardly more than one, which thousands of rectangles do not.
 */
export class Scanlines {
  #width = 0;
  #rows = 0;
  #canvas: OffscreenCanvas | undefined;
  #image: ImageData | undefined;
  #pixels = new Uint32Array(0);

  /** Begins anew, with every pixel in this colour. */
  begin(width: number, rows: number, background: number): void {
    if (width !== this.#width || rows > this.#rows) this.#resize(Math.max(width, 1), Math.max(rows, 1));
    this.#pixels.fill(background);
  }

  /** A new size is new memory: not for every frame of a zoom. */
  #resize(width: number, rows: number): void {
    [this.#width, this.#rows] = [width, rows];
    this.#canvas = new OffscreenCanvas(width, rows);
    this.#image = new ImageData(width, rows);
    this.#pixels = new Uint32Array(this.#image.data.buffer);
  }

  fill(row: number, x: number, width: number, pixel: number): void {
    const pixels = this.#pixels;
    const from = row * this.#width + x;
    const end = from + width;
    if (width > FEW) pixels.fill(pixel, from, end);
    else for (let at = from; at < end; at++) pixels[at] = pixel;
  }

  drawOn(target: CanvasRenderingContext2D, y: number, rowHeight: number): void {
    // In the processor's memory, where it is written.
    const ctx = this.#canvas?.getContext('2d', { alpha: false, willReadFrequently: true });
    if (!this.#canvas || !this.#image || !ctx) return;
    ctx.putImageData(this.#image, 0, 0);
    target.imageSmoothingEnabled = false;
    target.drawImage(this.#canvas, 0, y, this.#width, this.#rows * rowHeight);
  }
}
