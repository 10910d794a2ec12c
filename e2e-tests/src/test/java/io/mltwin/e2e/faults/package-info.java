/**
 * Parts are killed, paused and reset, and the clock is moved: what was acknowledged is still there.
 * Uses {@code clients} and {@code fixtures}. Start reading at {@code KillTest}.
 */
package io.mltwin.e2e.faults;
