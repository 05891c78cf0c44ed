import type { Messages } from '../index.js';
import type zh from '../zh-CN/check.js';

const messages: Messages<typeof zh> = {};
export default messages;
