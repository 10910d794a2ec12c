package io.mltwin.scoring.models.services;

import java.time.Duration;

/**
 * How requests come to the containers of a deployment, and how long they may take.
 *
 * @param perReplica that a container works on at once
 * @param pendingPerReplica that are worked on or wait; one more is turned away at once
 * @param attempts to have a request answered, of which all but the last end with their container
 * @param queueWait that a request waits for a free container before it is turned away
 * @param containerWait that a request waits for its turn in the container; null where an entry script
 *     turns it away after half a second, and a model without one, which works on many, does not
 * @param timeout until a request is answered; also how long it waits while no container runs, since all
 *     are being replaced
 * @param start until the container's {@code init()} has returned
 */
public record RequestLimits(
        int perReplica,
        int pendingPerReplica,
        int attempts,
        Duration queueWait,
        Duration containerWait,
        Duration timeout,
        Duration start) {

    /** A request whose container has ended goes to another; of several containers only. */
    public static final int ATTEMPTS = 3;

    private static final Duration QUEUE_WAIT = Duration.ofMillis(500);

    /** A script that loads its libraries from a cold disk takes its time. */
    private static final Duration START = Duration.ofMinutes(5);

    /** Whether requests go to the only container also while it starts again, and wait for it there. */
    public boolean isAlone() {
        return attempts == 1;
    }

    /**
     * Returns the limits of a web service. AKS turns away what waited longer than {@code
     * maxQueueWaitMs}; in ACI, whose one container has no router before it, and where a limit lets
     * several in, a request waits as long as it may take.
     *
     * @param timeoutByDefault of a request
     */
    static RequestLimits of(ServiceRequestBody request, ComputeType type, Duration timeoutByDefault) {
        boolean isAlone = ReplicaRule.of(request).equals(ReplicaRule.ONE);
        Integer most = request.maxConcurrentRequestsPerContainer();
        Duration timeout =
                request.scoringTimeoutMs() == null ? timeoutByDefault : Duration.ofMillis(request.scoringTimeoutMs());
        Duration asked = request.maxQueueWaitMs() == null ? null : Duration.ofMillis(request.maxQueueWaitMs());
        return new RequestLimits(
                most != null ? most : isAlone ? Integer.MAX_VALUE : 1,
                Integer.MAX_VALUE,
                isAlone ? 1 : ATTEMPTS,
                asked == null ? QUEUE_WAIT : asked,
                most != null ? timeout : asked != null ? asked : type == ComputeType.ACI ? timeout : null,
                timeout,
                START);
    }
}
