/**
 * The threads that a service keeps for itself, its own and those of libraries, under one watch:
 * what has ended is told by readiness and started again. Start reading at {@link BackgroundWork}.
 */
package io.mltwin.platform.background;
