/**
 * Web services: deployment, authentication, records of requests, load. Uses {@code fixtures}. Start
 * reading at {@code ServingTest}.
 */
package io.mltwin.e2e.serving;
