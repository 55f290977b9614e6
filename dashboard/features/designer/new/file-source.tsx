import { UploadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { isApiError } from '../../../providers/api-error';
import { designerPaths } from '../designer-paths';
import { refreshDesk } from '../queries';
import { sendFile } from '../source';
import { useDesignerWords } from '../words/use-designer-words';

/** A definition file, as the designer exports it: it becomes a draft of the form that it names. */
export function FileSource() {
  const { d } = useDesignerWords();
  const navigate = useNavigate();
  const input = useRef<HTMLInputElement>(null);
  const [problems, setProblems] = useState<string[]>([]);
  const [isSending, setSending] = useState(false);
  const take = async (file: File) => {
    setSending(true);
    setProblems([]);
    try {
      const text = await file.text();
      const key = /^key:\s*["']?([a-z][a-z0-9-]*)/m.exec(text)?.[1];
      if (!key) return setProblems([d('create.noKey')]);
      await sendFile(key, text);
      await refreshDesk();
      void navigate(designerPaths.form(key));
    } catch (error) {
      if (!isApiError(error)) throw error;
      setProblems([error.message, ...error.violations.slice(0, 15).map((one) => `${one.path}: ${one.message}`)]);
    } finally {
      setSending(false);
    }
  };
  return (
    <section className="td-card td-pad td-stack" aria-label={d('create.sources.file')}>
      <div>
        <Button icon={<UploadOutlined />} loading={isSending} onClick={() => input.current?.click()}>
          {d('create.chooseFile')}
        </Button>
      </div>
      <input
        ref={input}
        type="file"
        hidden
        accept=".yaml,.yml"
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file) void take(file);
        }}
      />
      {problems.length > 0 && (
        <ul className="td-dz-wrong" role="alert">
          {problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      )}
    </section>
  );
}
