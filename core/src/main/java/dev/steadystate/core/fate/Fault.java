package dev.steadystate.core.fate;

import dev.steadystate.core.fate.ContainerFate.Behaviour;
import dev.steadystate.core.model.AlarmState;
import dev.steadystate.core.model.ContainerInstance;
import java.time.Duration;

/** Something that goes wrong in the world around the scheduler, or is put right again. */
public sealed interface Fault {
  /** Shows this fault to a visitor, who must know every kind, and returns what it makes of it. */
  <R> R accept(Visitor<R> visitor);

  /** Who lets each kind of fault happen, or writes it down. */
  interface Visitor<R> {
    R visit(InstanceLost fault);

    R visit(InstanceRegistered fault);

    R visit(AgentDisconnected fault);

    R visit(AgentConnected fault);

    R visit(ZoneLost fault);

    R visit(ZoneRestored fault);

    R visit(TaskExits fault);

    R visit(TaskHealth fault);

    R visit(SchedulerPaused fault);

    R visit(AlarmChanges fault);
  }

  /** The host of this instance is gone; its tasks end with it (TK-93). */
  record InstanceLost(String ec2InstanceId) implements Fault {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** A new instance joins its cluster. */
  record InstanceRegistered(ContainerInstance instance) implements Fault {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** The agent of this instance is silent (SS-109). */
  record AgentDisconnected(String ec2InstanceId) implements Fault {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** The agent of this instance is back. */
  record AgentConnected(String ec2InstanceId) implements Fault {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** Every instance in this zone is gone, in all clusters. */
  record ZoneLost(String zone) implements Fault {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** Instances like those that the zone lost, of the same names, register again. */
  record ZoneRestored(String zone) implements Fault {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /**
   * The first essential container exits.
   *
   * @param target a task ({@code web/3}, id or ARN), or a service whose tasks all exit
   */
  record TaskExits(String target, int code) implements Fault {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** Health checks answer so from now on, for a task or for all tasks of a service. */
  record TaskHealth(String target, Behaviour is) implements Fault {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** No pass of the scheduler happens for so long. */
  record SchedulerPaused(Duration length) implements Fault {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /** A simulated CloudWatch alarm changes its state. */
  record AlarmChanges(String name, AlarmState state) implements Fault {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visit(this);
    }
  }
}
