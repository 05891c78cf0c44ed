import type { Messages } from '../index.js';
import type zh from '../zh-CN/operator.js';

const messages: Messages<typeof zh> = {};
export default messages;
