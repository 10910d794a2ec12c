/**
 * A Dev Service of Quarkus. Uses mltwin-client and Quarkus' build. Start reading at
 * {@link io.mltwin.quarkus.deployment.MltwinProcessor}.
 */
package io.mltwin.quarkus.deployment;
