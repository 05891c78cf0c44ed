import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

// The floor of supported browsers; test/ and stylelint hold the CSS to the same.
const FLOOR = ['chrome92', 'safari14.1'];
const SERVER = process.env['XUESAI_SERVER'] ?? 'http://127.0.0.1:8080';

export default defineConfig({
  root: here('.'),
  plugins: [vue()],
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
