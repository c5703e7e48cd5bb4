import type { Screen } from '../screen/screen.ts';
import { approvalLines } from './approval-lines.ts';
import type { ApprovalState } from './approval-state.ts';
import { pressApprovalKey } from './approval-state.ts';

/** The question before something is changed, as a screen. */
export const approvalScreen: Screen<ApprovalState> = {
  press: pressApprovalKey,
  lines: approvalLines,
  isOver: ({ answer }) => answer !== undefined,
};
