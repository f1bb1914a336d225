package dev.steadystate.core.view;

/**
 * The elastic network interface of a task, an attachment in the words of the API.
 *
 * @param attachmentId the UUID by which containers refer to it
 * @param status such as {@code PRECREATED}, {@code ATTACHED} or {@code DELETED}
 * @param isKnown whether it was ever attached, so that its addresses are known
 * @param subnetId the empty text when the service or run named no subnet of its zone
 */
public record NetworkInterface(
    String attachmentId,
    String status,
    boolean isKnown,
    String subnetId,
    String networkInterfaceId,
    String macAddress,
    String privateIpv4Address) {
  @Override
  public String toString() {
    return networkInterfaceId + " " + privateIpv4Address + " " + status;
  }
}
