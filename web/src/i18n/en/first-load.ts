import common from './common.js';
import item from './item.js';
import join from './join.js';
import play from './play.js';

/** English twin of the messages that come with the participant's first load. */
export default { common, item, join, play };
