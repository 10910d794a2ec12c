/**
 * {@link io.mltwin.junit.MltwinTest} gives the tests of a class a platform and a tenant of their
 * own. Uses {@code
 * io.mltwin.client} and JUnit's API as it is since 5.11. Start reading at {@link io.mltwin.junit.MltwinTest}.
 */
package io.mltwin.junit;
