import { createHash } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import { buildPayload } from './buildPayload.ts';
import { dashboardHtml, escapeJson } from './html.ts';
import { syntheticRun } from './syntheticRun.ts';

const template = { script: 'const a = "</script><!--"; run();', style: '.a { color: red }' };

async function page(run = syntheticRun()): Promise<string> {
  return dashboardHtml(await buildPayload(run), template);
}

describe('the page', () => {
  it('names no address outside of itself', async () => {
    expect(await page()).not.toMatch(/(https?:)?\/\/[a-z]/i);
  });

  it('forbids every connection and every script but its own', async () => {
    const html = await page();
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? '';
    expect(policy).toContain(`default-src 'none'`);
    expect(policy).not.toContain('connect-src');
    const script = /<script>([\s\S]*?)<\/script>/.exec(html)?.[1] ?? '';
    expect(policy).toContain(`'sha256-${createHash('sha256').update(script).digest('base64')}'`);
  });

  it('has two scripts, neither of which its contents can end', async () => {
    const run = syntheticRun();
    run.cellNames[0] = '</script><script>alert(1)</script><!--';
    run.info.dataset = '</title><script>';
    const html = await page(run);
    expect(html.match(/<\/script/gi)).toHaveLength(2);
    expect(html.match(/<script/gi)).toHaveLength(2);
    expect(html).not.toContain('<!--');
  });

  it('gives the data back as it was, whatever the names hold', async () => {
    const run = syntheticRun();
    run.geneNames[0] = '</script>\u2028&<"\'';
    const payload = await buildPayload(run);
    const text = /id="payload">([\s\S]*?)<\/script>/.exec(dashboardHtml(payload, template))?.[1] ?? '';
    expect(JSON.parse(text)).toEqual(payload);
  });
});

describe('escaped JSON', () => {
  it('is JSON of the same value without markup', () => {
    const value = { a: '<!-- </script> ]]>', b: '\u2028\u2029' };
    expect(escapeJson(value)).not.toMatch(/[<>\u2028\u2029]/);
    expect(JSON.parse(escapeJson(value))).toEqual(value);
  });
});
