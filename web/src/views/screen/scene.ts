import type { Snapshot } from '@protocol/frames.js';

export type Scene = 'blank' | 'waiting' | 'join' | 'introducing' | 'item' | 'reveal' | 'board';

/** What the screen shows: the host's choice of view first, then the phase. */
export function sceneOf(snapshot: Pick<Snapshot, 'screen' | 'phase' | 'item' | 'reveal'>): Scene {
  const { screen, phase } = snapshot;
  if (screen === 'blank') return 'blank';
  if (phase === 'draft') return 'waiting';
  if (screen === 'join') return 'join';
  if (screen === 'leaderboard') return 'board';
  switch (phase) {
    case 'lobby':
      return 'join';
    case 'introducing':
      return 'introducing';
    case 'presenting':
    case 'open':
    case 'closed':
      return 'item';
    case 'revealed':
      return snapshot.reveal ? 'reveal' : 'item';
    case 'ended':
    case 'finalized':
      return 'board';
  }
}
