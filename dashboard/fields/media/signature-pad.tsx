import { Button, Modal } from 'antd';
import { useCallback, useEffect, useRef, useState, type PointerEvent } from 'react';
import { isApiError } from '../../providers/api-error';
import { useWords } from '../../providers/i18n';
import type { FileView } from '../../providers/record-types';
import { drawStrokes, pictureOf, type Stroke } from './strokes';
import { sendFile } from './use-uploads';

const HEIGHT = 220;

/** A sheet to sign on, with pen, finger or mouse. */
export function SignaturePad({ title, onDone, onClose }: { title: string; onDone: (file: FileView) => void; onClose: () => void }) {
  const { t } = useWords();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [strokes, setStrokes] = useState<Stroke[]>([]);
  const [isSending, setSending] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const repaint = useCallback(() => {
    if (canvas.current) drawStrokes(canvas.current, strokes, fit(canvas.current));
  }, [strokes]);
  useEffect(repaint, [repaint]);
  useEffect(() => {
    window.addEventListener('resize', repaint);
    return () => window.removeEventListener('resize', repaint);
  }, [repaint]);

  const pointOf = (event: PointerEvent<HTMLCanvasElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const begin = (event: PointerEvent<HTMLCanvasElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    const point = pointOf(event);
    setStrokes((all) => [...all, [point]]);
  };
  const go = (event: PointerEvent<HTMLCanvasElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const point = pointOf(event);
    setStrokes((all) => [...all.slice(0, -1), [...(all.at(-1) ?? []), point]]);
  };
  const done = async () => {
    setSending(true);
    setError(null);
    try {
      const file = canvas.current && (await pictureOf(canvas.current, 'signature.png'));
      if (file) onDone(await sendFile(file));
    } catch (failure) {
      setError(isApiError(failure) && failure.code !== 'network' ? failure.message : t('state.network'));
    } finally {
      setSending(false);
    }
  };
  return (
    <Modal
      open
      title={title}
      onCancel={onClose}
      width={600}
      maskClosable={false}
      keyboard={strokes.length === 0}
      footer={[
        <Button key="undo" disabled={strokes.length === 0} onClick={() => setStrokes((all) => all.slice(0, -1))}>
          {t('fields.signUndo')}
        </Button>,
        <Button key="clear" disabled={strokes.length === 0} onClick={() => setStrokes([])}>
          {t('fields.signClear')}
        </Button>,
        <Button key="done" type="primary" disabled={strokes.length === 0} loading={isSending} onClick={() => void done()}>
          {t('fields.signDone')}
        </Button>,
      ]}
    >
      <p className="td-quiet">{t('fields.signHere')}</p>
      <canvas
        ref={canvas}
        className="td-sign-pad"
        style={{ height: HEIGHT }}
        role="img"
        aria-label={t('fields.signHere')}
        onPointerDown={begin}
        onPointerMove={go}
      />
      {error && (
        <p className="td-error" role="alert">
          {error}
        </p>
      )}
    </Modal>
  );
}

/** As many dots as the screen has: a signature is printed later. Gives dots a pixel. */
function fit(canvas: HTMLCanvasElement): number {
  const scale = Math.max(2, window.devicePixelRatio || 1);
  const width = Math.round(canvas.clientWidth * scale);
  if (canvas.width !== width) {
    canvas.width = width;
    canvas.height = Math.round(HEIGHT * scale);
  }
  return scale;
}
