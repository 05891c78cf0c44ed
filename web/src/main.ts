import { createApp } from 'vue';
import App from './App.vue';
import { installErrorNotice } from './lib/error-notice.js';
import { createMessages } from './i18n/index.js';
import { settings, applySettings } from './composables/use-settings.js';
import { router } from './router.js';
import './styles/tokens.css';
import './styles/base.css';

async function start(): Promise<void> {
  applySettings();
  const i18n = await createMessages(settings.locale);
  const app = createApp(App);
  installErrorNotice(app);
  app.use(i18n).use(router);
  await router.isReady();
  app.mount('#app');
}

void start();
