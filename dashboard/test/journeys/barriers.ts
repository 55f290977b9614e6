import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** What on the page breaks the rules of accessibility (WCAG 2.1, A and AA), each with the first place. */
export async function barriers(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']).analyze();
  return violations.map((one) => `${one.id}: ${one.nodes[0]?.html.slice(0, 160)}`);
}
