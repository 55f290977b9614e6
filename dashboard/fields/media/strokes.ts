export type Point = { x: number; y: number };
export type Stroke = Point[];

const INK = '#16181d';

/** Draws the strokes on white paper, as they were written: curves through the middles of their points. */
export function drawStrokes(canvas: HTMLCanvasElement, strokes: Stroke[], scale: number): void {
  const pen = canvas.getContext('2d');
  if (!pen) return;
  pen.setTransform(1, 0, 0, 1, 0, 0);
  pen.fillStyle = '#ffffff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.setTransform(scale, 0, 0, scale, 0, 0);
  pen.strokeStyle = INK;
  pen.fillStyle = INK;
  pen.lineWidth = 2.4;
  pen.lineCap = 'round';
  pen.lineJoin = 'round';
  for (const stroke of strokes) drawStroke(pen, stroke);
}

function drawStroke(pen: CanvasRenderingContext2D, stroke: Stroke): void {
  const [first, ...rest] = stroke;
  if (!first) return;
  pen.beginPath();
  if (rest.length === 0) {
    // A dot is a stroke too.
    pen.arc(first.x, first.y, 1.4, 0, Math.PI * 2);
    pen.fill();
    return;
  }
  pen.moveTo(first.x, first.y);
  let before = first;
  for (const point of rest) {
    pen.quadraticCurveTo(before.x, before.y, (before.x + point.x) / 2, (before.y + point.y) / 2);
    before = point;
  }
  pen.lineTo(before.x, before.y);
  pen.stroke();
}

/** The sheet as a picture file. */
export function pictureOf(canvas: HTMLCanvasElement, name: string): Promise<File | null> {
  return new Promise((resolve) => {
    canvas.toBlob((blob) => resolve(blob && new File([blob], name, { type: 'image/png' })), 'image/png');
  });
}
