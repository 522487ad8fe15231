#!/usr/bin/env node
// Plain old JavaScript: it must run on any Node, to say which one is needed.
'use strict';

var NEEDED = 24;
var major = Number(process.versions.node.split('.')[0]);

if (major < NEEDED) {
  process.stderr.write(
    'rnavelocity needs Node ' +
      NEEDED +
      ' or later; this is Node ' +
      process.versions.node +
      '. ' +
      'In its own folder, “npx rnavelocity” runs on the Node that npm ci put there.\n',
  );
  process.exitCode = 1;
} else {
  var path = require('path');
  var url = require('url');
  var built = path.join(__dirname, '..', '..', 'out', 'main', 'cli.js');
  if (require('fs').existsSync(built)) {
    import(url.pathToFileURL(built).href);
  } else {
    process.stderr.write('rnavelocity is not built yet; run “npm run build” in its folder first.\n');
    process.exitCode = 1;
  }
}
