import { defineBackend } from 'atakora';
import { feedbackApi } from './feedback/resource.ts';
import { summary } from './summary/resource.ts';

export const backend = defineBackend({ feedbackApi, summary });
