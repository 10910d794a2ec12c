package io.mltwin.workspace.machinelearning.notebooks;

/**
 * {@code NotebookAccessTokenResult} on the wire (API 2022-10-01).
 *
 * @param hostName where the notebook resource answers, with its port
 * @param publicDns the same name alone
 * @param expiresIn seconds
 */
record NotebookAccessToken(
        String notebookResourceId,
        String hostName,
        String publicDns,
        String accessToken,
        String tokenType,
        String refreshToken,
        long expiresIn,
        String scope) {
    @Override
    public String toString() {
        return "access token of notebook resource " + notebookResourceId;
    }
}
