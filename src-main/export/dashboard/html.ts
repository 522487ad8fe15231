import { createHash } from 'node:crypto';

import type { DashboardPayload } from './payload.ts';

/** The page's program and style, as built from src-renderer/dashboard. */
export interface DashboardTemplate {
  script: string;
  style: string;
}

/**
 * The whole page as one file. Its content security policy forbids every connection and every script but the one
 * inside, which is named by its hash.
 */
export function dashboardHtml(payload: DashboardPayload, template: DashboardTemplate): string {
  const script = escapeScript(template.script);
  const hash = createHash('sha256').update(script).digest('base64');
  const policy = [
    `default-src 'none'`,
    `script-src 'sha256-${hash}'`,
    // Svelte writes style attributes; without any source to load from they can do no harm.
    `style-src 'unsafe-inline'`,
    `img-src data: blob:`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
  const title = `${payload.summary.dataset} · RNA velocity`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${escapeText(title)}</title>
<link rel="icon" href="data:,">
<style>${template.style.replace(/<\/(style)/gi, '<\\/$1')}</style>
</head>
<body>
<div id="app"></div>
<noscript>This page draws the run with JavaScript, which is switched off here.</noscript>
<script type="application/json" id="payload">${escapeJson(payload)}</script>
<script>${script}</script>
</body>
</html>
`;
}

/** JSON that can stand in a script element: no character of it can end the element or open a comment. */
export function escapeJson(value: unknown): string {
  return JSON.stringify(value)
    .replace(/</g, '\\u003c')
    .replace(/>/g, '\\u003e')
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029');
}

/** In JavaScript both occur only within strings, templates and regular expressions, where the backslash is void. */
function escapeScript(code: string): string {
  return code.replace(/<\/(script)/gi, '<\\/$1').replace(/<!--/g, '<\\!--');
}

function escapeText(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
