/**
 * The {@code sslConfiguration} of attached AKS clusters, which scoring-service plays. Start reading
 * at {@link io.mltwin.compute.aksclusters.SslConfiguration}.
 */
package io.mltwin.compute.aksclusters;
