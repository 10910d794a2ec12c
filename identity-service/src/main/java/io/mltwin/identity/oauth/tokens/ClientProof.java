package io.mltwin.identity.oauth.tokens;

/** How a client application proved itself; the token says it in {@code appidacr}. */
enum ClientProof {
    /** A public client, such as Azure CLI, proves nothing. */
    NONE("0"),
    SECRET("1"),
    CERTIFICATE("2");

    private final String claim;

    ClientProof(String claim) {
        this.claim = claim;
    }

    String claim() {
        return claim;
    }
}
