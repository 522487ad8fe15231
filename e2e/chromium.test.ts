import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import { unpackChromium } from './chromium.ts';
import { startBrowser } from './standin/browser.ts';

const hasBrowserInside = process.platform === 'linux' && process.arch === 'x64';

/** Draws a quarter into a float texture and reads it back: what the renderer of fields needs of a browser. */
const draw = `(() => {
  const gl = document.createElement('canvas').getContext('webgl2');
  if (!gl?.getExtension('EXT_color_buffer_float')) return 'no float buffers';
  gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
  gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA32F, 4, 4);
  gl.bindFramebuffer(gl.FRAMEBUFFER, gl.createFramebuffer());
  gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, gl.getParameter(gl.TEXTURE_BINDING_2D), 0);
  gl.clearBufferfv(gl.COLOR, 0, [0.25, -7, 1e6, 1]);
  const pixel = new Float32Array(4);
  gl.readPixels(1, 1, 1, 1, gl.RGBA, gl.FLOAT, pixel);
  return [...pixel];
})()`;

it.runIf(hasBrowserInside)(
  'the browser inside the npm package starts and draws into float textures',
  async () => {
    const profile = mkdtempSync(join(tmpdir(), 'chromium-'));
    const { root, devtools, process: browser } = await startBrowser(await unpackChromium(), profile, []);
    try {
      const { targetId } = await root.send<{ targetId: string }>('Target.createTarget', {
        url: 'about:blank',
      });
      const { sessionId } = await root.send<{ sessionId: string }>('Target.attachToTarget', {
        targetId,
        flatten: true,
      });
      const evaluated = await devtools
        .session(sessionId)
        .send<{ result: { value: unknown } }>('Runtime.evaluate', { expression: draw, returnByValue: true });
      expect(evaluated.result.value).toEqual([0.25, -7, 1e6, 1]);
    } finally {
      const ended = new Promise((resolve) => browser.once('exit', resolve));
      browser.kill('SIGKILL');
      await ended;
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    }
  },
);
