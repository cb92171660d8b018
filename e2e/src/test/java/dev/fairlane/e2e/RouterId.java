package dev.fairlane.e2e;

/** The namespace and name of a VirtualRouter. */
record RouterId(String namespace, String name) {

  @Override
  public String toString() {
    return namespace + "/" + name;
  }
}
