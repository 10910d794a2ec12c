/**
 * The page of the platform's clock, for operators: moves it forward, after a look at what expires.
 * Start with {@link io.mltwin.console.clock.ClockResource}.
 */
package io.mltwin.console.clock;
