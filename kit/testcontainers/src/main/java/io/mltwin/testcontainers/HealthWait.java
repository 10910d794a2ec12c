package io.mltwin.testcontainers;

import java.time.Duration;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;

/**
 * Waits until Docker calls the container healthy, and looks from time to time: Testcontainers' own wait asks without a
 * pause, which takes the processor from the platform. A container that has ended is not waited for.
 */
final class HealthWait extends AbstractWaitStrategy {
    private static final long POLL_MILLIS = 250;

    @Override
    protected void waitUntilReady() {
        Duration longest = startupTimeout;
        long end = System.nanoTime() + longest.toNanos();
        try {
            while (!waitStrategyTarget.isHealthy()) {
                if (!waitStrategyTarget.isRunning()) {
                    throw new ContainerLaunchException("The platform has ended: " + said());
                }
                if (System.nanoTime() > end) {
                    throw new ContainerLaunchException(
                            "The platform was not ready after " + longest.toSeconds() + " s: " + said());
                }
                Thread.sleep(POLL_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ContainerLaunchException("The wait for the platform was interrupted.", e);
        }
    }

    private String said() {
        return waitStrategyTarget.getLogs().strip();
    }
}
