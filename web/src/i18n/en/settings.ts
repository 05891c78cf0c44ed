import type { Messages } from '../index.js';
import type zh from '../zh-CN/settings.js';

const messages: Messages<typeof zh> = {};
export default messages;
