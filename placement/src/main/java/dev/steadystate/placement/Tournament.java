package dev.steadystate.placement;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the best of many contenders by a chain of scores, the lowest being best, and plays again
 * only what a change touches.
 *
 * <p>A score belongs either to the contender or to a value that it shares with others, such as its
 * rack. Contenders are nested by these values and at last by a section, so that within a {@link
 * Heat} only their own scores differ; the winner of each then meets the winners of its neighbours.
 * When the score of a value changes, only the brackets of that value meet their neighbours again.
 *
 * <p>Between equals the section of the lower rank wins, and within it who took a seat first.
 */
final class Tournament {
  static final int NOBODY = -1;

  /** For each step of the chain: the level of shared values, or the complement of the own slot. */
  private final int[] steps;

  private final int sharedSteps;
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
    int levels = 0;
    int ownSteps = 0;
    for (int i = 0; i < isShared.length; i++) {
      steps[i] = isShared[i] ? levels++ : ~ownSteps++;
    }
    this.sharedSteps = levels;
    // Without any own score all have the same, which saves every other place from asking.
    this.own = new long[Math.max(1, ownSteps)][0];
    this.shared = new long[levels][0];
    this.values = new int[levels + 1][0];
    this.firstOfValue = new Bracket[levels + 1][0];
    this.root = new Bracket(null, 0, null);
  }

  /** Makes room for contenders numbered below this. */
  void growTo(int contenders) {
    int known = seats.length;
    if (contenders <= known) {
      return;
    }
    int grown = Math.max(contenders, known + known / 2);
    for (int slot = 0; slot < own.length; slot++) {
      own[slot] = Arrays.copyOf(own[slot], grown);
    }
    for (int level = 0; level < values.length; level++) {
      values[level] = Arrays.copyOf(values[level], grown);
    }
    ties = Arrays.copyOf(ties, grown);
    seats = Arrays.copyOf(seats, grown);
    brackets = Arrays.copyOf(brackets, grown);
  }

  /** Says which value the contender has at this level, before it takes its seat. */
  void setValue(int level, int contender, int value) {
    values[level][contender] = value;
    if (value >= firstOfValue[level].length) {
      firstOfValue[level] = Arrays.copyOf(firstOfValue[level], 2 * value + 4);
      if (level < sharedSteps) {
        shared[level] = Arrays.copyOf(shared[level], 2 * value + 4);
      }
    }
  }

  int value(int level, int contender) {
    return values[level][contender];
  }

  /**
   * Gives the contender a seat, empty until it is played. Contenders take their seats in the order
   * of their numbers.
   */
  void seat(int contender, int section, int rank) {
    setValue(sharedSteps, contender, section);
    ties[contender] = ((long) rank << Integer.SIZE) | contender;
    Bracket bracket = root;
    for (int level = 0; level <= sharedSteps; level++) {
      bracket = child(bracket, level, values[level][contender]);
    }
    brackets[contender] = bracket;
    seats[contender] = heat(bracket).add(contender);
  }

  private Bracket child(Bracket parent, int level, int value) {
    Bracket child = firstOfValue[level][value];
    while (child != null && child.parent != parent) {
      child = child.nextOfValue;
    }
    if (child == null) {
      child = new Bracket(parent, parent.add(), level == sharedSteps ? new Heat(own) : null);
      child.nextOfValue = firstOfValue[level][value];
      firstOfValue[level][value] = child;
    }
    return child;
  }

  private static Heat heat(@Nullable Bracket bracket) {
    if (bracket == null || bracket.heat == null) {
      throw new IllegalStateException("the contender has no seat");
    }
    return bracket.heat;
  }

  /** Sets an own score of a contender; it counts once it is played. */
  void setOwn(int slot, int contender, long score) {
    own[slot][contender] = score;
  }

  long own(int slot, int contender) {
    return own[slot][contender];
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
      int champion = bracket.champion();
      if (champion != NOBODY) {
        playOutwards(bracket, champion);
      }
    }
  }

  /** Plays the games of a contender again, after its scores or its presence changed. */
  void play(int contender, boolean isIn) {
    Bracket bracket = brackets[contender];
    if (heat(bracket).play(seats[contender], isIn)) {
      playOutwards(bracket, contender);
    }
  }

  /** Notes a contender's presence; nothing is played until {@link #playAll}. */
  void enter(int contender, boolean isIn) {
    heat(brackets[contender]).enter(seats[contender], isIn);
  }

  /** Plays every game. */
  void playAll() {
    playAll(root);
  }

  private void playAll(Bracket bracket) {
    if (bracket.heat != null) {
      bracket.heat.playAll();
      return;
    }
    int[] who = bracket.who;
    for (int seat = 0; seat < bracket.taken; seat++) {
      Bracket child = bracket.child(seat);
      playAll(child);
      who[bracket.leaves + seat] = child.champion();
    }
    for (int node = bracket.leaves - 1; node > 0; node--) {
      who[node] = winner(who[2 * node], who[2 * node + 1]);
    }
  }

  /** Returns the best contender, or {@link #NOBODY}. */
  int champion() {
    return root.champion();
  }

  /** Returns whether all scores of these two are equal. */
  boolean tie(int one, int other) {
    return compareScores(one, other) == 0;
  }

  /** Leads to every contender whose scores all equal those of the champion. */
  void descend(Descent descent) {
    if (champion() != NOBODY) {
      descend(root, 1, descent);
    }
  }

  private void descend(Bracket bracket, int node, Descent descent) {
    if (bracket.heat != null) {
      bracket.heat.descend(descent);
      return;
    }
    int here = bracket.who[node];
    if (here == NOBODY || !descent.goesOn(here)) {
      return;
    }
    if (node < bracket.leaves) {
      descend(bracket, 2 * node, descent);
      descend(bracket, 2 * node + 1, descent);
    } else {
      descend(bracket.child(node - bracket.leaves), 1, descent);
    }
  }

  /**
   * Lets the winner of a bracket meet the neighbours again, as far out as it makes a difference.
   */
  private void playOutwards(@Nullable Bracket from, int contender) {
    Bracket bracket = from;
    while (bracket != null && bracket.parent != null) {
      Bracket parent = bracket.parent;
      int[] who = parent.who;
      int node = parent.leaves + bracket.seat;
      who[node] = bracket.champion();
      for (node >>= 1; node > 0; node >>= 1) {
        int champion = winner(who[2 * node], who[2 * node + 1]);
        // Where the same one wins as before, and it is not the one that changed, nothing moves.
        if (champion == who[node] && champion != contender) {
          return;
        }
        who[node] = champion;
      }
      bracket = parent;
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

  /** A walk from the champion down to contenders. */
  interface Descent {
    /** Returns whether to look among those that this contender has won against. */
    boolean goesOn(int winner);

    /** Takes notice of a contender, after every winner on the way was agreed to. */
    void arrives(int contender);
  }

  /** A heat, or brackets that meet each other. */
  private static final class Bracket {
    private static final int[] NO_WINNERS = {};
    private static final Bracket[] NO_BRACKETS = {};

    final @Nullable Bracket parent;
    final int seat;
    final @Nullable Heat heat;

    /** The winners: of the whole at 1, of the halves at 2 and 3, and so on; seats from leaves. */
    int[] who;

    @Nullable Bracket[] children;
    @Nullable Bracket nextOfValue;
    int leaves = 1;
    int taken;

    Bracket(@Nullable Bracket parent, int seat, @Nullable Heat heat) {
      this.parent = parent;
      this.seat = seat;
      this.heat = heat;
      this.who = heat == null ? new int[] {NOBODY, NOBODY} : NO_WINNERS;
      this.children = heat == null ? new Bracket[1] : NO_BRACKETS;
      if (parent != null) {
        parent.children[seat] = this;
      }
    }

    int champion() {
      return heat == null ? who[1] : heat.champion();
    }

    Bracket child(int index) {
      Bracket child = children[index];
      if (child == null) {
        throw new IllegalStateException("seat " + index + " is empty");
      }
      return child;
    }

    int add() {
      if (taken == leaves) {
        grow();
      }
      return taken++;
    }

    /** Makes the old tree the left half of a new one, level by level. */
    private void grow() {
      int[] grown = new int[4 * leaves];
      Arrays.fill(grown, NOBODY);
      for (int width = 1; width <= leaves; width *= 2) {
        System.arraycopy(who, width, grown, 2 * width, width);
      }
      grown[1] = who[1];
      who = grown;
      children = Arrays.copyOf(children, 2 * leaves);
      leaves *= 2;
    }
  }
}
