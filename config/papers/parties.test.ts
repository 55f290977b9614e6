import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { FormDefinition } from '../definition/types';
import { partyWords } from './parties';

test('a name, its copy, its stamp and two names in one are said in English', () => {
  expect(partyWords('第三联 财务部')).toEqual({ zh: '第三联 财务部', en: 'Copy 3: Finance' });
  expect(partyWords('施工单位(盖章)').en).toBe('Contractor (stamp)');
  expect(partyWords('客服部存根(签收)').en).toBe('Customer service (counterfoil) (signed for)');
  expect(partyWords('市场部/代理公司').en).toBe('Leasing / Letting agent');
});

test('what a house has named itself stays as it was typed', () => {
  expect(partyWords('王府井店长')).toEqual({ zh: '王府井店长', en: '王府井店长' });
  expect(partyWords('客户/王府井店长').en).toBe('客户/王府井店长');
});

test('every name on a shipped paper has its English', () => {
  const missing = new Set<string>();
  let seen = 0;
  for (const shelf of ['forms', 'library']) {
    const root = join(__dirname, '..', shelf);
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml'));
    expect(files.length).toBeGreaterThan(30);
    for (const file of files) {
      // The papers of a file alone: reading all of it takes ten times as long.
      const [source = ''] = /^papers:\n(?:[ -].*\n)*/m.exec(readFileSync(join(root, file), 'utf8')) ?? [];
      const { papers = [] } = (parse(source) ?? {}) as Pick<FormDefinition, 'papers'>;
      seen += papers.length;
      for (const label of papers.flatMap((paper) => [...paper.copyNames, ...paper.signatures]))
        if (/[\u4e00-\u9fff]/.test(partyWords(label).en)) missing.add(label);
    }
  }
  expect(seen).toBeGreaterThan(150);
  expect([...missing]).toEqual([]);
});
