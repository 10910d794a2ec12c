package io.mltwin.node.host;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/** The messages between a node host and compute-service. */
public final class HostExchange {

    private HostExchange() {}

    /**
     * The report of a host about its nodes.
     *
     * @param boot names this life of the host: another one has none of the nodes of the one before
     * @param number grows with each report of a life; an older one that comes late is no news
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Report(String boot, long number, List<NodeState> nodes) {}

    /**
     * A node that was started and not yet ended for good.
     *
     * @param log the end of its log, of one that has ended
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record NodeState(String nodeId, boolean alive, String log) {}

    /** The orders to a host. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Orders(List<Start> start, List<String> end) {}

    /**
     * A node to start, unless it is there.
     *
     * @param encryptedScratch whether its runs lie on an encrypted scratch disk
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Start(String nodeId, String secret, boolean encryptedScratch) {
        @Override
        public String toString() {
            return "start of " + nodeId;
        }
    }
}
