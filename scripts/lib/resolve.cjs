/** How imports resolve here, in the shape dependency-cruiser reads: `.js` specifiers name `.ts` files. */
const { join } = require('node:path');

module.exports = {
  resolve: {
    alias: { '@protocol': join(__dirname, '../../src/protocol') },
    extensionAlias: { '.js': ['.ts', '.js'] },
  },
};
