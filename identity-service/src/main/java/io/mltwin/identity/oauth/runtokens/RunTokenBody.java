package io.mltwin.identity.oauth.runtokens;

/** What compute-service asks a run token with, and gets. */
final class RunTokenBody {

    private RunTokenBody() {}

    record Wanted(
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
