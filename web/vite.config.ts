import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { defineConfig, type Plugin } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

// The floor of supported browsers; test/ and stylelint hold the CSS to the same.
const FLOOR = ['chrome92', 'safari14.1'];
const SERVER = process.env['XUESAI_SERVER'] ?? 'http://127.0.0.1:8080';

const IMPORT = "import * as Vue from 'vue';";
const BY_COMPUTED_NAME =
  /const key = 'currentInstance';\s+if \(key in Vue\) \{[^}]*\}\s+else \{\s+return Vue\.getCurrentInstance\(\);\s+\}/u;

/**
 * vue-i18n looks for a function of Vue by a computed name, for which a bundler keeps all of Vue: kilobytes more for each
 * phone that joins. Fails where the library has changed.
 */
const vueByName: Plugin = {
  name: 'vue-by-name',
  transform(code, id) {
    if (!id.endsWith('/vue-i18n.runtime.mjs')) return undefined;
    if (!code.includes(IMPORT) || !BY_COMPUTED_NAME.test(code)) {
      this.error('vue-i18n has changed; see in web/vite.config.ts whether this is still needed');
    }
    return code
      .replace(IMPORT, "import { getCurrentInstance as instanceOfVue } from 'vue';")
      .replace(BY_COMPUTED_NAME, 'return instanceOfVue();');
  },
};

export default defineConfig({
  root: here('.'),
  plugins: [vue(), vueByName],
  resolve: {
    alias: {
      '@protocol': here('../src/protocol'),
      // Without the message compiler: i18n/compile-message.ts does the little we need, with no `eval`.
      'vue-i18n': here('../node_modules/vue-i18n/dist/vue-i18n.runtime.mjs'),
    },
  },
  define: {
    __VUE_OPTIONS_API__: false,
    __VUE_PROD_DEVTOOLS__: false,
    __VUE_I18N_FULL_INSTALL__: false,
    __VUE_I18N_LEGACY_API__: false,
    __INTLIFY_PROD_DEVTOOLS__: false,
    __INTLIFY_DROP_MESSAGE_COMPILER__: true,
  },
  build: {
    outDir: here('../dist/web'),
    emptyOutDir: true,
    target: FLOOR,
    cssTarget: FLOOR,
    // A data: address would need its own allowance in the content security policy.
    assetsInlineLimit: 0,
    manifest: true,
    chunkSizeWarningLimit: 700,
  },
  server: {
    proxy: {
      '/api': SERVER,
      '/media': SERVER,
      '/socket.io': { target: SERVER, ws: true },
    },
  },
});
