import { PageHeader } from '../../../components/page-header';
import { useTitle } from '../../../components/use-title';
import '../designer.css';
import { designerPaths } from '../designer-paths';
import { useDesignerWords } from '../words/use-designer-words';
import { helpEn } from './help.en';
import { helpZh } from './help.zh';
import { PICTURE_SIZE } from './picture-size';
import { PICTURES } from './pictures';

/** How to change a form, in short steps. */
export function HelpScreen() {
  const { d, lang } = useDesignerWords();
  const pages = lang === 'zh' ? helpZh : helpEn;
  useTitle(d('help.title'));
  return (
    <div className="td-page td-dz-help" data-width="read">
      <PageHeader title={d('help.title')} crumbs={[{ label: d('desk.title'), to: designerPaths.desk() }]} />
      <p className="td-quiet">{d('help.lead')}</p>
      {pages.map((page) => (
        <section key={page.title} className="td-card td-pad td-stack">
          <h2>{page.title}</h2>
          {page.lead && <p>{page.lead}</p>}
          <ol>
            {page.steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
          {page.note && <p className="td-note">{page.note}</p>}
          {page.pictures?.map(({ name, alt }) => (
            <Picture key={name} src={PICTURES[lang][name]} alt={alt} title={d('help.enlarge')} />
          ))}
        </section>
      ))}
    </div>
  );
}

/** Leads to the picture itself, which a phone can enlarge. */
function Picture({ src, alt, title }: { src: string; alt: string; title: string }) {
  return (
    <a className="td-dz-picture" href={src} target="_blank" rel="noreferrer" title={title}>
      <img src={src} alt={alt} {...PICTURE_SIZE} loading="lazy" decoding="async" />
    </a>
  );
}
