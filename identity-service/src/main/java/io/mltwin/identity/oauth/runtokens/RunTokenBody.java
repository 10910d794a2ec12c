package io.mltwin.identity.oauth.runtokens;

/** The bodies of compute-service's request for a run token. */
final class RunTokenBody {

    private RunTokenBody() {}

    record Request(
            String workspaceId,
            String workspaceArmId,
            String runId,
            String experimentId,
            String region,
            String tenantId,
            String submitterObjectId,
            Long lifetimeSeconds) {}

    /**
     * @param expiresOn epoch seconds on the platform's clock
     */
    record Issued(String token, long expiresOn) {
        @Override
        public String toString() {
            return "run token until " + expiresOn;
        }
    }
}
