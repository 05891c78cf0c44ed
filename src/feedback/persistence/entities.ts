import { FeedbackEntity } from './feedback.entity.js';

/** For the composition root and the persistence tests. */
export const FEEDBACK_ENTITIES = [FeedbackEntity];
