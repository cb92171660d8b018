package dev.fairlane.kubectl.cluster;

/**
 * Where the way to the cluster came from, for messages.
 *
 * @param source the kubeconfig that was read, or what was used without one; a phrase
 * @param context name of the context, empty when there is none
 * @param url of the API server
 */
record Origin(String source, String context, String url) {

  /** For example {@code https://10.0.0.1:6443 (context prod of /home/a/.kube/config)}. */
  String describe() {
    String named = context.isEmpty() ? source : "context " + context + " of " + source;
    return "%s (%s)".formatted(url, named);
  }
}
