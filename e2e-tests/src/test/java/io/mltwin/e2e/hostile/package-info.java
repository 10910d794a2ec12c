/**
 * Requests, scripts and models that mean harm, and what containers and stores let nobody do. Uses
 * {@code sdk} and {@code fixtures}. Start reading at {@code HostileRequestsTest}.
 */
package io.mltwin.e2e.hostile;
