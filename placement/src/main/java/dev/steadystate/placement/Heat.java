package dev.steadystate.placement;

import java.util.Arrays;

/**
 * Contenders that differ in their own scores alone, each in a seat; between equals the lower seat
 * wins. The winner of all is known at any time, and a change costs no more games than it decides.
 */
final class Heat {
  /** Stands for the score of an empty seat; no contender has it. */
  private static final long ABSENT = Long.MAX_VALUE;

  /** The scores beyond the first, of contenders by their numbers. */
  private final long[][] own;

  /**
   * The seats that win: of all at 1, of the halves at 2 and 3, and so on; themselves at the end.
   */
  private int[] winners = {0, 0};

  private long[] scores = {ABSENT};
  private int[] contenders = new int[1];
  private int seats;

  Heat(long[][] own) {
    this.own = own;
  }

  /** Gives the contender the next seat, empty until it enters. */
  int add(int contender) {
    if (seats == scores.length) {
      grow();
    }
    contenders[seats] = contender;
    return seats++;
  }

  private void grow() {
    int width = 2 * scores.length;
    scores = Arrays.copyOf(scores, width);
    Arrays.fill(scores, seats, width, ABSENT);
    contenders = Arrays.copyOf(contenders, width);
    winners = new int[2 * width];
    for (int seat = 0; seat < width; seat++) {
      winners[width + seat] = seat;
    }
    playAll();
  }

  /** Returns the best contender, or {@link Tournament#NOBODY}. */
  int champion() {
    return contender(1);
  }

  private int contender(int node) {
    int seat = winners[node];
    return scores[seat] == ABSENT ? Tournament.NOBODY : contenders[seat];
  }

  /** Takes or leaves a seat; nothing is played until {@link #playAll}. */
  void enter(int seat, boolean isIn) {
    scores[seat] = score(seat, isIn);
  }

  /**
   * Takes or leaves a seat, or comes with other scores, and plays.
   *
   * @return whether the heat may have another winner now, or its winner other scores
   */
  boolean play(int seat, boolean isIn) {
    long before = scores[seat];
    long after = score(seat, isIn);
    scores[seat] = after;
    if (own.length > 1) {
      return playAgain(seat);
    }
    return after < before ? climb(seat, after) : fall(seat);
  }

  private long score(int seat, boolean isIn) {
    return isIn ? Math.min(own[0][contenders[seat]], ABSENT - 1) : ABSENT;
  }

  /** Who became better meets only those that it used to lose to. */
  private boolean climb(int seat, long score) {
    for (int node = (scores.length + seat) >> 1; node > 0; node >>= 1) {
      int winner = winners[node];
      if (winner != seat) {
        if (score > scores[winner] || (score == scores[winner] && seat > winner)) {
          return false;
        }
        winners[node] = seat;
      }
    }
    return true;
  }

  /** Who became worse leaves to be decided only what it used to win. */
  private boolean fall(int seat) {
    for (int node = (scores.length + seat) >> 1; node > 0; node >>= 1) {
      if (winners[node] != seat) {
        return false;
      }
      int left = winners[2 * node];
      int right = winners[2 * node + 1];
      winners[node] = scores[left] <= scores[right] ? left : right;
    }
    return true;
  }

  private boolean playAgain(int seat) {
    for (int node = (scores.length + seat) >> 1; node > 0; node >>= 1) {
      int winner = winner(winners[2 * node], winners[2 * node + 1]);
      if (winner == winners[node] && winner != seat) {
        return false;
      }
      winners[node] = winner;
    }
    return true;
  }

  /** Plays every game. */
  void playAll() {
    for (int node = scores.length - 1; node > 0; node--) {
      winners[node] = winner(winners[2 * node], winners[2 * node + 1]);
    }
  }

  private int winner(int left, int right) {
    if (scores[left] != scores[right]) {
      return scores[left] < scores[right] ? left : right;
    }
    for (int slot = 1; slot < own.length && scores[left] != ABSENT; slot++) {
      long ahead = own[slot][contenders[left]];
      long behind = own[slot][contenders[right]];
      if (ahead != behind) {
        return ahead < behind ? left : right;
      }
    }
    return left;
  }

  /** Hands over the winners of ever smaller parts as long as the listener wants to see more. */
  void descend(Tournament.Descent descent) {
    descend(1, descent);
  }

  private void descend(int node, Tournament.Descent descent) {
    int contender = contender(node);
    if (contender == Tournament.NOBODY || !descent.goesOn(contender)) {
      return;
    }
    if (node < scores.length) {
      descend(2 * node, descent);
      descend(2 * node + 1, descent);
    } else {
      descent.arrives(contender);
    }
  }
}
