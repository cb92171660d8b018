package dev.fairlane.operator.control;

/**
 * What the operator shows to forwarders and whom it trusts, as PEM text.
 *
 * @param trusted the certificates of all authorities that are valid now
 */
public record TlsIdentity(String certificate, String key, String trusted) {

  @Override
  public String toString() {
    return "TlsIdentity[key hidden]";
  }
}
