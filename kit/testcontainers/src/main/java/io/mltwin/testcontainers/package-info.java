/**
 * A platform in a container, for tests that Testcontainers 2 starts. It uses {@code io.mltwin.client} and Testcontainers alone. Start
 * reading at {@link io.mltwin.testcontainers.MltwinContainer}.
 */
package io.mltwin.testcontainers;
