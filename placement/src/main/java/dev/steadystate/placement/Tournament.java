package dev.steadystate.placement;

import java.util.Arrays;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the best of many contenders by a chain of scores, the lowest being best, and plays again
 * only what a change touches.
 *
 * <p>A score belongs either to the contender or to a value that it shares with others, such as its
 * zone. Contenders are nested by these values, so that within the innermost bracket only their own
 * scores differ; the winner of each bracket then meets the winners of its neighbours. When the
 * score of a value changes, only the brackets of that value have to meet their neighbours again.
 */
final class Tournament {
  static final int NOBODY = -1;

  /** For each step of the chain: the level of shared values, or the complement of the own slot. */
  private final int[] steps;

  private final int levels;
  private final int slots;
  private final long[][] own;
  private final long[][] shared;
  private final int[][] values;
  private final Bracket[][] firstOfValue;
  private final Bracket root;
  private long[] ties = new long[0];
  private int[] seats = new int[0];
  private @Nullable Bracket[] brackets = new Bracket[0];

  /**
   * Makes a tournament without contenders.
   *
   * @param isShared for each step of the chain, whether its score belongs to a value
   */
  Tournament(boolean[] isShared) {
    this.steps = new int[isShared.length];
    int sharedSteps = 0;
    int ownSteps = 0;
    for (int i = 0; i < isShared.length; i++) {
      steps[i] = isShared[i] ? sharedSteps++ : ~ownSteps++;
    }
    this.levels = sharedSteps;
    this.slots = ownSteps;
    this.own = new long[slots][0];
    this.shared = new long[levels][0];
    this.values = new int[levels][0];
    this.firstOfValue = new Bracket[levels][0];
    this.root = new Bracket(null, 0, levels == 0);
  }

  /** Makes room for contenders numbered below this. */
  void growTo(int contenders) {
    int known = seats.length;
    if (contenders <= known) {
      return;
    }
    int grown = Math.max(contenders, known + known / 2);
    for (int slot = 0; slot < slots; slot++) {
      own[slot] = Arrays.copyOf(own[slot], grown);
    }
    for (int level = 0; level < levels; level++) {
      values[level] = Arrays.copyOf(values[level], grown);
    }
    ties = Arrays.copyOf(ties, grown);
    seats = Arrays.copyOf(seats, grown);
    Arrays.fill(seats, known, grown, NOBODY);
    brackets = Arrays.copyOf(brackets, grown);
  }

  /** Makes room for values of this level numbered below this. */
  void growTo(int level, int valueCount) {
    if (valueCount > shared[level].length) {
      int grown = Math.max(valueCount, shared[level].length * 2);
      shared[level] = Arrays.copyOf(shared[level], grown);
      firstOfValue[level] = Arrays.copyOf(firstOfValue[level], grown);
    }
  }

  /** Says which value the contender has at this level, before it takes its seat. */
  void setValue(int level, int contender, int value) {
    values[level][contender] = value;
  }

  int value(int level, int contender) {
    return values[level][contender];
  }

  boolean hasSeat(int contender) {
    return seats[contender] != NOBODY;
  }

  /** Gives the contender a seat, empty until it is played. */
  void seat(int contender) {
    Bracket bracket = root;
    for (int level = 0; level < levels; level++) {
      bracket = child(bracket, level, values[level][contender]);
    }
    brackets[contender] = bracket;
    seats[contender] = bracket.add();
  }

  private Bracket child(Bracket parent, int level, int value) {
    Bracket child = firstOfValue[level][value];
    while (child != null && child.parent != parent) {
      child = child.nextOfValue;
    }
    if (child == null) {
      child = new Bracket(parent, parent.add(), level + 1 == levels);
      child.nextOfValue = firstOfValue[level][value];
      firstOfValue[level][value] = child;
    }
    return child;
  }

  /** Sets an own score of a contender; it counts once it is played. */
  void setOwn(int slot, int contender, long score) {
    own[slot][contender] = score;
  }

  long own(int slot, int contender) {
    return own[slot][contender];
  }

  /** Sets what decides between equals, which is different for each contender: the lowest wins. */
  void setTie(int contender, long tie) {
    ties[contender] = tie;
  }

  /** Sets the score of a value without playing anything again. */
  void setShared(int level, int value, long score) {
    shared[level][value] = score;
  }

  /** Sets the score of a value and plays again what that touches. */
  void playShared(int level, int value, long score) {
    if (shared[level][value] == score) {
      return;
    }
    shared[level][value] = score;
    for (Bracket bracket = firstOfValue[level][value];
        bracket != null;
        bracket = bracket.nextOfValue) {
      int champion = bracket.who[1];
      if (champion != NOBODY) {
        playOutwards(bracket, champion);
      }
    }
  }

  /** Plays the games of a contender again, after its scores or its presence changed. */
  void play(int contender, boolean isIn) {
    Bracket bracket = bracket(contender);
    if (playInnermost(bracket, seats[contender], isIn, contender)) {
      playOutwards(bracket, contender);
    }
  }

  /** Notes a contender's presence; nothing is played until {@link #playAll}. */
  void place(int contender, boolean isIn) {
    bracket(contender).who[bracket(contender).leaves + seats[contender]] =
        isIn ? contender : NOBODY;
  }

  private Bracket bracket(int contender) {
    Bracket bracket = brackets[contender];
    if (bracket == null) {
      throw new IllegalStateException("contender " + contender + " has no seat");
    }
    return bracket;
  }

  /** Plays every game. */
  void playAll() {
    playAll(root);
  }

  private void playAll(Bracket bracket) {
    int[] who = bracket.who;
    if (bracket.isInnermost) {
      long[] first = bracket.first;
      for (int node = bracket.leaves; slots > 0 && node < who.length; node++) {
        first[node] = who[node] == NOBODY ? 0 : own[0][who[node]];
      }
      for (int node = bracket.leaves - 1; node > 0; node--) {
        int winner = innermostWinner(bracket, 2 * node, 2 * node + 1);
        who[node] = who[winner];
        first[node] = first[winner];
      }
      return;
    }
    for (int seat = 0; seat < bracket.taken; seat++) {
      Bracket child = bracket.children[seat];
      if (child != null) {
        playAll(child);
        who[bracket.leaves + seat] = child.who[1];
      }
    }
    for (int node = bracket.leaves - 1; node > 0; node--) {
      who[node] = winner(who[2 * node], who[2 * node + 1]);
    }
  }

  /** Returns the best contender, or {@link #NOBODY}. */
  int champion() {
    return root.who[1];
  }

  /** Returns whether all scores of these two are equal. */
  boolean tie(int one, int other) {
    return compareScores(one, other) == 0;
  }

  /** Hands over every contender present whose scores all equal those of the champion. */
  void forEachChampion(IntConsumer contender) {
    if (champion() != NOBODY) {
      forEachEqual(root, 1, champion(), contender);
    }
  }

  private void forEachEqual(Bracket bracket, int node, int champion, IntConsumer contender) {
    int here = bracket.who[node];
    if (here == NOBODY || !tie(here, champion)) {
      return;
    }
    if (node < bracket.leaves) {
      forEachEqual(bracket, 2 * node, champion, contender);
      forEachEqual(bracket, 2 * node + 1, champion, contender);
    } else if (bracket.isInnermost) {
      contender.accept(here);
    } else {
      Bracket child = bracket.children[node - bracket.leaves];
      if (child != null) {
        forEachEqual(child, 1, champion, contender);
      }
    }
  }

  /** Returns whether the winner of the bracket may be another one or have other scores now. */
  private boolean playInnermost(Bracket bracket, int seat, boolean isIn, int contender) {
    int[] who = bracket.who;
    long[] first = bracket.first;
    int node = bracket.leaves + seat;
    who[node] = isIn ? contender : NOBODY;
    first[node] = slots > 0 ? own[0][contender] : 0;
    for (node >>= 1; node > 0; node >>= 1) {
      int winner = innermostWinner(bracket, 2 * node, 2 * node + 1);
      int champion = who[winner];
      // Where the same one wins as before, and it is not the one that changed, nothing above moves.
      if (champion == who[node] && champion != contender) {
        return false;
      }
      who[node] = champion;
      first[node] = first[winner];
    }
    return true;
  }

  private int innermostWinner(Bracket bracket, int left, int right) {
    int one = bracket.who[left];
    int other = bracket.who[right];
    if (other == NOBODY) {
      return left;
    }
    if (one == NOBODY) {
      return right;
    }
    long ahead = bracket.first[left];
    long behind = bracket.first[right];
    if (ahead != behind) {
      return ahead < behind ? left : right;
    }
    for (int slot = 1; slot < slots; slot++) {
      ahead = own[slot][one];
      behind = own[slot][other];
      if (ahead != behind) {
        return ahead < behind ? left : right;
      }
    }
    return ties[one] < ties[other] ? left : right;
  }

  /**
   * Lets the winner of a bracket meet the neighbours again, as far out as it makes a difference.
   */
  private void playOutwards(Bracket from, int contender) {
    Bracket bracket = from;
    Bracket parent = bracket.parent;
    while (parent != null) {
      int[] who = parent.who;
      int node = parent.leaves + bracket.seat;
      who[node] = bracket.who[1];
      for (node >>= 1; node > 0; node >>= 1) {
        int champion = winner(who[2 * node], who[2 * node + 1]);
        if (champion == who[node] && champion != contender) {
          return;
        }
        who[node] = champion;
      }
      bracket = parent;
      parent = bracket.parent;
    }
  }

  private int winner(int one, int other) {
    if (other == NOBODY) {
      return one;
    }
    if (one == NOBODY) {
      return other;
    }
    int ahead = compareScores(one, other);
    return ahead < 0 || (ahead == 0 && ties[one] < ties[other]) ? one : other;
  }

  private int compareScores(int one, int other) {
    for (int step : steps) {
      long ahead;
      long behind;
      if (step >= 0) {
        ahead = shared[step][values[step][one]];
        behind = shared[step][values[step][other]];
      } else {
        ahead = own[~step][one];
        behind = own[~step][other];
      }
      if (ahead != behind) {
        return ahead < behind ? -1 : 1;
      }
    }
    return 0;
  }

  /** Contenders, or brackets, that meet each other. */
  private static final class Bracket {
    final @Nullable Bracket parent;
    final int seat;
    final boolean isInnermost;

    /** The winners: of the whole at 1, of the halves at 2 and 3, and so on; seats from leaves. */
    int[] who = {NOBODY, NOBODY};

    /** The first own score of each winner, kept beside it because most games end there. */
    long[] first = new long[2];

    @Nullable Bracket[] children = new Bracket[1];
    @Nullable Bracket nextOfValue;
    int leaves = 1;
    int taken;

    Bracket(@Nullable Bracket parent, int seat, boolean isInnermost) {
      this.parent = parent;
      this.seat = seat;
      this.isInnermost = isInnermost;
      if (parent != null) {
        parent.children[seat] = this;
      }
    }

    int add() {
      if (taken == leaves) {
        grow();
      }
      return taken++;
    }

    private void grow() {
      int[] grownWho = new int[4 * leaves];
      Arrays.fill(grownWho, NOBODY);
      // The old tree becomes the left half of the new one, level by level.
      for (int width = 1; width <= leaves; width *= 2) {
        System.arraycopy(who, width, grownWho, 2 * width, width);
      }
      grownWho[1] = who[1];
      who = grownWho;
      if (isInnermost) {
        long[] grownFirst = new long[4 * leaves];
        for (int width = 1; width <= leaves; width *= 2) {
          System.arraycopy(first, width, grownFirst, 2 * width, width);
        }
        grownFirst[1] = first[1];
        first = grownFirst;
      } else {
        children = Arrays.copyOf(children, 2 * leaves);
      }
      leaves *= 2;
    }
  }
}
