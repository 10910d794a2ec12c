/**
 * The front of a web service's image where Docker or Kubernetes runs it: HTTP in place of the
 * frames of scoring-service. Uses the client of a container. Start reading at {@link
 * io.mltwin.container.server.InferenceServer}.
 */
package io.mltwin.container.server;
