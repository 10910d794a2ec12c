/**
 * The platform's image for Testcontainers. Uses mltwin-client and Testcontainers. Start reading at
 * {@link io.mltwin.testcontainers.MltwinContainer}.
 */
package io.mltwin.testcontainers;
