package dev.steadystate.core.view;

/**
 * The elastic network interface of a task, an attachment in the words of the API.
 *
 * @param attachmentId the UUID by which containers refer to it
 * @param status such as {@code PRECREATED}, {@code ATTACHED} or {@code DELETED}
 * @param subnetId the empty text when the service or run named no subnet of its zone
 */
public record NetworkInterface(
    String attachmentId,
    String status,
    String subnetId,
    String networkInterfaceId,
    String macAddress,
    String privateIpv4Address) {
  /** Returns whether it was ever attached, so that its addresses are known. */
  public boolean isKnown() {
    return !status.equals("PRECREATED");
  }

  @Override
  public String toString() {
    return networkInterfaceId + " " + privateIpv4Address + " " + status;
  }
}
