package dev.steadystate.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.steadystate.core.Rule;
import dev.steadystate.core.document.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is due when, and in which order. */
class AgendaTest {
  private final Agenda agenda = new Agenda();

  private static ScheduledCall call(long at, String action) {
    return new ScheduledCall(at, action, Document.empty(), false);
  }

  /** Takes all that is due at the next instant, such as {@code "5: e1 e2 | c | p3"}. */
  private static String take(Agenda agenda) {
    Agenda.Bucket bucket = agenda.peek();
    StringBuilder text = new StringBuilder(agenda.nextAt() + ":");
    for (; bucket.taken < bucket.used; bucket.taken += 2) {
      text.append(" e").append(bucket.words[bucket.taken]);
      assertThat(bucket.words[bucket.taken + 1]).isEqualTo(-bucket.words[bucket.taken]);
      agenda.taken(1);
    }
    text.append(" |");
    while (bucket.hasCalls()) {
      text.append(' ').append(bucket.takeCall().action());
      agenda.taken(1);
    }
    text.append(" |");
    for (int i = 0; i < bucket.passCount; i++) {
      text.append(" p").append(bucket.passes[i]);
    }
    agenda.taken(bucket.passCount);
    bucket.passCount = 0;
    agenda.finish(bucket);
    return text.toString();
  }

  @Test
  @Rule("SS-2")
  void changesOfTasksComeBeforeCallsAndCallsBeforePassesInTheOrderOfScheduling() {
    agenda.addPass(5, 2);
    agenda.addCall(call(5, "first"));
    agenda.addEvent(5, 9, -9);
    agenda.addPass(5, 1);
    agenda.addCall(call(5, "second"));
    agenda.addEvent(5, 3, -3);

    assertThat(agenda.size()).isEqualTo(6);
    assertThat(take(agenda)).isEqualTo("5: e9 e3 | first second | p2 p1");
    assertThat(agenda.size()).isZero();
    assertThat(agenda.nextAt()).isEqualTo(Agenda.NOTHING_DUE);
  }

  @Test
  void anInstantIsFinishedOnlyWhenNothingIsLeftInIt() {
    agenda.addEvent(5, 1, -1);
    agenda.addEvent(6, 1, -1);
    Agenda.Bucket first = agenda.peek();

    assertThatIllegalStateException().isThrownBy(() -> agenda.finish(first));
    take(agenda);
    assertThatIllegalStateException().isThrownBy(() -> agenda.finish(first));
    agenda.addCall(call(7, "x"));
    agenda.peek().taken = agenda.peek().used;
    agenda.finish(agenda.peek());
    assertThatIllegalStateException().isThrownBy(() -> agenda.finish(agenda.peek()));
    agenda.peek().takeCall();
    agenda.addPass(7, 1);
    assertThatIllegalStateException().isThrownBy(() -> agenda.finish(agenda.peek()));
  }

  /** The same agenda, kept the slow way. */
  private static final class Plain {
    private final TreeMap<Long, List<List<String>>> due = new TreeMap<>();

    void add(long at, int kind, String text) {
      due.computeIfAbsent(
              at, unused -> List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>()))
          .get(kind)
          .add(" " + text);
    }

    String take() {
      var next = due.pollFirstEntry();
      return next.getKey()
          + ":"
          + String.join("", next.getValue().get(0))
          + " |"
          + String.join("", next.getValue().get(1))
          + " |"
          + String.join("", next.getValue().get(2));
    }

    Plain copy() {
      Plain copy = new Plain();
      due.forEach(
          (at, kinds) -> {
            for (int kind = 0; kind < 3; kind++) {
              for (String text : kinds.get(kind)) {
                copy.add(at, kind, text.substring(1));
              }
            }
          });
      return copy;
    }
  }

  @ParameterizedTest(name = "instants within {0}")
  @ValueSource(ints = {5, 40, 400, 1_000_000_000})
  void isInOrderHoweverMuchIsDue(int spread) {
    Random chance = new Random(spread);
    Agenda one = agenda;
    Plain plain = new Plain();
    long now = 0;
    for (int i = 1; i <= 3000; i++) {
      long at = now + chance.nextInt(spread);
      switch (chance.nextInt(6)) {
        case 0, 1 -> {
          one.addEvent(at, i, -i);
          plain.add(at, 0, "e" + i);
        }
        case 2 -> {
          one.addCall(call(at, "c" + i));
          plain.add(at, 1, "c" + i);
        }
        case 3 -> {
          one.addPass(at, i);
          plain.add(at, 2, "p" + i);
        }
        case 4 -> {
          if (chance.nextInt(20) == 0) {
            Agenda original = one;
            one = one.copy();
            plain = plain.copy();
            original.addEvent(now, 7, -7);
          }
        }
        default -> {
          if (!plain.due.isEmpty() && chance.nextInt(4) > 0) {
            now = one.nextAt();
            assertThat(take(one)).isEqualTo(plain.take());
          }
        }
      }
    }
    while (!plain.due.isEmpty()) {
      assertThat(take(one)).isEqualTo(plain.take());
    }
    assertThat(one.size()).isZero();
    assertThat(one.nextAt()).isEqualTo(Agenda.NOTHING_DUE);
  }

  @Test
  void aCopyOfAnInstantThatIsHalfTakenHasTheOtherHalf() {
    for (int i = 1; i <= 3; i++) {
      agenda.addEvent(5, i, -i);
      agenda.addCall(call(5, "c" + i));
      agenda.addPass(5, i);
    }
    agenda.peek().taken = 2;
    agenda.peek().takeCall();
    agenda.taken(2);

    Agenda copy = agenda.copy();
    copy.addEvent(5, 4, -4);

    assertThat(take(copy)).isEqualTo("5: e2 e3 e4 | c2 c3 | p1 p2 p3");
    assertThat(take(agenda)).isEqualTo("5: e2 e3 | c2 c3 | p1 p2 p3");
    assertThat(copy.size()).isZero();
  }
}
