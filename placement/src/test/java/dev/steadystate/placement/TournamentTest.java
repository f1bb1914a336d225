package dev.steadystate.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steadystate.core.random.Stream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tournament against a sort of everybody at every step. */
class TournamentTest {
  @Test
  void hasNoChampionBeforeSomebodyCame() {
    Tournament tournament = new Tournament(new boolean[] {false});
    tournament.playAll();

    assertThat(tournament.champion()).isEqualTo(Tournament.NOBODY);
    assertThat(equals(tournament)).isEmpty();
  }

  @Test
  void findsTheLowestScoreAndAmongEqualsTheLowestRankThenTheFirst() {
    Tournament tournament = new Tournament(new boolean[] {false});
    tournament.growTo(4);
    seat(tournament, 0, 1, 5);
    seat(tournament, 1, 0, 5);
    seat(tournament, 2, 0, 5);
    seat(tournament, 3, 1, 6);

    assertThat(tournament.champion()).isEqualTo(1);
    assertThat(equals(tournament)).containsExactlyInAnyOrder(0, 1, 2);

    tournament.play(1, false);
    assertThat(tournament.champion()).isEqualTo(2);

    tournament.setOwn(0, 3, 4);
    tournament.play(3, true);
    assertThat(tournament.champion()).isEqualTo(3);

    for (int contender = 0; contender < 4; contender++) {
      tournament.play(contender, false);
    }
    assertThat(tournament.champion()).isEqualTo(Tournament.NOBODY);
  }

  @Test
  void wantsContendersToBeSeated() {
    Tournament tournament = new Tournament(new boolean[] {});
    tournament.growTo(1);

    assertThatThrownBy(() -> tournament.play(0, true))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the contender has no seat");
  }

  @ParameterizedTest(name = "chain {0}, seed {1}")
  @CsvSource({
    "'', 1",
    "o, 1",
    "oo, 2",
    "ooo, 3",
    "s, 4",
    "so, 5",
    "os, 6",
    "sso, 7",
    "sos, 8",
    "oss, 9",
    "ssoo, 10",
    "soso, 11"
  })
  void agreesWithASort(String chain, long seed) {
    new Rounds(chain, seed).play(400);
  }

  private static void seat(Tournament tournament, int contender, int section, long score) {
    tournament.seat(contender, section, section);
    tournament.setOwn(0, contender, score);
    tournament.play(contender, true);
  }

  private static List<Integer> equals(Tournament tournament) {
    List<Integer> equals = new ArrayList<>();
    tournament.descend(
        new Tournament.Descent() {
          @Override
          public boolean goesOn(int winner) {
            return tournament.tie(winner, tournament.champion());
          }

          @Override
          public void arrives(int contender) {
            equals.add(contender);
          }
        });
    return equals;
  }

  /** Contenders come, go and change, one by one or many at once. */
  private static final class Rounds {
    private final Stream chance;
    private final boolean[] isShared;
    private final Tournament tournament;
    private final List<Contender> contenders = new ArrayList<>();
    private final long[][] shared = new long[4][5];

    Rounds(String chain, long seed) {
      this.chance = Stream.of(seed);
      this.isShared = new boolean[chain.length()];
      for (int i = 0; i < isShared.length; i++) {
        isShared[i] = chain.charAt(i) == 's';
      }
      this.tournament = new Tournament(isShared);
    }

    void play(int rounds) {
      for (int round = 0; round < rounds; round++) {
        switch (chance.nextInt(6)) {
          case 0 -> come();
          case 1 -> changeShared();
          case 2 -> changeMany();
          default -> change();
        }
        Integer champion = sorted().stream().findFirst().map(each -> each.number).orElse(-1);
        assertThat(tournament.champion()).as("round %s", round).isEqualTo(champion);
        List<Integer> best =
            sorted().stream()
                .filter(each -> compareScores(each, contenders.get(champion)) == 0)
                .map(each -> each.number)
                .toList();
        assertThat(TournamentTest.equals(tournament)).containsExactlyInAnyOrderElementsOf(best);
      }
    }

    private void come() {
      Contender contender = new Contender(contenders.size());
      contenders.add(contender);
      tournament.growTo(contenders.size());
      int level = 0;
      for (boolean each : isShared) {
        if (each) {
          contender.values[level] = chance.nextInt(5);
          tournament.setValue(level, contender.number, contender.values[level]);
          tournament.setShared(
              level, contender.values[level], shared[level][contender.values[level]]);
          level++;
        }
      }
      contender.section = chance.nextInt(3);
      tournament.seat(contender.number, contender.section, 2 - contender.section);
    }

    private void changeShared() {
      int level = 0;
      for (boolean each : isShared) {
        if (each && chance.nextInt(2) == 0) {
          int value = chance.nextInt(5);
          if (contenders.stream().anyMatch(contender -> contender.has(value))) {
            shared[level][value] = chance.nextInt(4);
            int at = level;
            if (contenders.stream().anyMatch(contender -> contender.values[at] == value)) {
              tournament.playShared(level, value, shared[level][value]);
            }
          }
        }
        level += each ? 1 : 0;
      }
    }

    private void change() {
      if (!contenders.isEmpty()) {
        Contender contender = contenders.get(chance.nextInt(contenders.size()));
        change(contender);
        tournament.play(contender.number, contender.isIn);
      }
    }

    private void changeMany() {
      for (Contender contender : contenders) {
        if (chance.nextInt(3) == 0) {
          change(contender);
          tournament.enter(contender.number, contender.isIn);
        }
      }
      tournament.playAll();
    }

    private void change(Contender contender) {
      contender.isIn = chance.nextInt(4) > 0;
      int slot = 0;
      for (boolean each : isShared) {
        if (!each) {
          contender.own[slot] = chance.nextInt(4);
          tournament.setOwn(slot, contender.number, contender.own[slot]);
          assertThat(tournament.own(slot, contender.number)).isEqualTo(contender.own[slot]);
          slot++;
        }
      }
    }

    private List<Contender> sorted() {
      Comparator<Contender> order = this::compareScores;
      return contenders.stream()
          .filter(each -> each.isIn)
          .sorted(order.thenComparing(each -> 2 - each.section).thenComparing(each -> each.number))
          .toList();
    }

    private int compareScores(Contender one, Contender other) {
      int level = 0;
      int slot = 0;
      for (boolean each : isShared) {
        int order =
            each
                ? Long.compare(shared[level][one.values[level]], shared[level][other.values[level]])
                : Long.compare(one.own[slot], other.own[slot]);
        if (order != 0) {
          return order;
        }
        level += each ? 1 : 0;
        slot += each ? 0 : 1;
      }
      return 0;
    }
  }

  private static final class Contender {
    final int number;
    final int[] values = new int[4];
    final long[] own = new long[4];
    int section;
    boolean isIn;

    Contender(int number) {
      this.number = number;
    }

    boolean has(int value) {
      for (int each : values) {
        if (each == value) {
          return true;
        }
      }
      return false;
    }
  }
}
