/**
 * The packaged services, PostgreSQL and Kafka as processes or as containers, and what a test does
 * to them from outside. Uses no other package of the tests. Start reading at {@code TestPlatform}.
 */
package io.mltwin.e2e.platform;
