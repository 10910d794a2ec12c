package io.mltwin.identity.oauth.tokens;

/** The way in which a client application was authenticated, for the claim {@code appidacr}. */
enum ClientProof {
    /** A public client, such as Azure CLI, has no credentials. */
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
